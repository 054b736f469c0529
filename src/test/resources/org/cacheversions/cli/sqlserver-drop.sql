DROP TRIGGER dbo.[cache_touch_ban_bans_c299d7d3];

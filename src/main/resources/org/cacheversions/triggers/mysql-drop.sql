DROP TRIGGER {schema}`cache_touch_insert_{name}`;
DROP TRIGGER {schema}`cache_touch_update_{name}`;
DROP TRIGGER {schema}`cache_touch_delete_{name}`;

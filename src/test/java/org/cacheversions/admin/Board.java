package org.cacheversions.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.cacheversions.VersionedCache;
import org.cacheversions.node.ItemService;

/** Cached reads like those of a forum, for the page to show. */
@ApplicationScoped
public class Board {

    @Inject
    ItemService items;

    @VersionedCache("bans")
    public boolean isBanned(long user) {
        return items.read(user) > 0;
    }

    @VersionedCache({"categories", "permissions"})
    public int visible(long group) {
        return items.read(group);
    }

    @VersionedCache("settings")
    public int setting(String name) {
        return items.read(name.length());
    }

    @VersionedCache({"threads", "settings"})
    public int latest(long category) {
        return items.read(category);
    }
}

package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.cacheversions.example.bans.BanService;
import org.cacheversions.example.bans.FailingBan;
import org.cacheversions.example.categories.Category;
import org.cacheversions.example.categories.CategoryService;
import org.cacheversions.example.people.PeopleService;
import org.cacheversions.example.permissions.Access;
import org.cacheversions.example.permissions.PermissionService;
import org.cacheversions.example.settings.SettingService;

/** What moderators may do. Each action answers the page to go to. */
@RequestScoped
class ModeratorActions {
    @Inject
    Parameters parameters;

    @Inject
    Visitor visitor;

    @Inject
    PeopleService people;

    @Inject
    BanService bans;

    @Inject
    FailingBan failingBan;

    @Inject
    PermissionService permissions;

    @Inject
    CategoryService categories;

    @Inject
    SettingService settings;

    String ban() {
        long user = existingUser();
        String reason = parameters.text("reason", 100);
        if (parameters.isTrue("fail")) {
            failingBan.ban(user, reason);
        } else {
            bans.ban(user, reason);
        }
        return "/user.xhtml?id=" + user;
    }

    String unban() {
        long user = existingUser();
        bans.unban(user);
        return "/user.xhtml?id=" + user;
    }

    String allow() {
        visitor.requireModerator();
        long group = people.findGroup(parameters.number("group")).orElseThrow().id();
        Category category = existingCategory();
        permissions.allow(group, category.id(), Access.valueOf(parameters.text("access", 10)));
        return "/group.xhtml?id=" + group + "&section=" + category.section();
    }

    String renameCategory() {
        visitor.requireModerator();
        long category = existingCategory().id();
        categories.rename(category, parameters.text("name", 100));
        return "/category.xhtml?id=" + category;
    }

    String changeSetting() {
        visitor.requireModerator();
        settings.change(parameters.text("name", 100), parameters.text("value", 200));
        return "/settings.xhtml";
    }

    private long existingUser() {
        visitor.requireModerator();
        return people.findUser(parameters.number("user")).orElseThrow().id();
    }

    private Category existingCategory() {
        return categories.find(parameters.number("category")).orElseThrow();
    }
}

package org.cacheversions.example.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cacheversions.example.bans.Ban;
import org.cacheversions.example.bans.BanService;
import org.cacheversions.example.categories.Category;
import org.cacheversions.example.people.PeopleService;
import org.cacheversions.example.people.User;
import org.cacheversions.example.permissions.PermissionService;
import org.cacheversions.example.permissions.Permissions;

/** Who is asking. There are no passwords here: the cookie {@code user} says it, and without one it is user 1. */
@Named
@RequestScoped
public class Visitor {
    static final String COOKIE = "user";
    private static final long NOBODY_SAID = 1;
    private static final int SUGGESTIONS = 8;

    @Inject
    HttpServletRequest request;

    @Inject
    PeopleService people;

    @Inject
    BanService bans;

    @Inject
    PermissionService permissions;

    private User user;

    @PostConstruct
    void identify() {
        Cookie[] cookies = request.getCookies();
        user = Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> people.findUser(Parameters.parse(cookie.getValue())).stream())
                .findFirst()
                .or(() -> people.findUser(NOBODY_SAID))
                .orElseThrow();
    }

    public User getUser() {
        return user;
    }

    public Ban getBan() {
        return bans.findBan(user.id()).orElse(null);
    }

    public Permissions getPermissions() {
        return permissions.of(user.id());
    }

    /** The category, unless it is hidden from the visitor. */
    Optional<Category> readable(Optional<Category> category) {
        return category.filter(found -> getPermissions().mayRead(found.id()));
    }

    /** Those whom the page offers to switch to. */
    public List<User> getSuggestions() {
        return Stream.concat(Stream.of(user), people.users(0, SUGGESTIONS).stream())
                .distinct()
                .toList();
    }

    void requireModerator() {
        if (!user.moderator()) {
            throw new NotAllowedException("Only a moderator may do this, and " + user.name() + " is not one.");
        }
    }

    void requireWriter(long categoryId) {
        if (getBan() != null) {
            throw new NotAllowedException(user.name() + " is banned: " + getBan().reason());
        }
        if (!getPermissions().mayWrite(categoryId)) {
            throw new NotAllowedException(user.name() + " may not write in this category.");
        }
    }
}

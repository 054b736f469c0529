package org.cacheversions.admin;

import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the page.
 *
 * @param role the role that a user must have, or {@code null} if something else keeps others out
 */
record Access(@Nullable String role) {

    static final String ROLE = "role";
    static final String UNPROTECTED = "unprotected";

    /** Reads the init parameters, or throws if they do not say who may use the page. */
    static Access of(String servlet, UnaryOperator<@Nullable String> parameters) {
        String role = parameters.apply(ROLE);
        boolean named = role != null && !role.isBlank();
        String unprotected = parameters.apply(UNPROTECTED);
        boolean open = unprotected != null && unprotected.strip().equals("true");
        if (named == open) {
            throw new InvalidConfigurationException(
                    ConfigurationMessages.invalidConfiguration(List.of(PageMessages.unguardedPage(servlet))));
        }
        return new Access(named && role != null ? role.strip() : null);
    }

    /** Returns the role that the page needs, or {@code null} if this servlet is another one or needs none. */
    static @Nullable String role(ServletRegistration servlet) {
        String role = CacheVersionsServlet.class.getName().equals(servlet.getClassName())
                ? servlet.getInitParameter(ROLE)
                : null;
        return role == null || role.isBlank() ? null : role.strip();
    }

    /** Says what is wrong with how the application maps the page, if it does. */
    static Stream<String> problems(ServletRegistration servlet) {
        @Nullable Collection<String> mappings = servlet.getMappings(); // on Open Liberty, null for none
        if (!CacheVersionsServlet.class.getName().equals(servlet.getClassName())
                || mappings == null
                || mappings.isEmpty()) {
            return Stream.empty();
        }
        Stream.Builder<String> problems = Stream.builder();
        try {
            of(servlet.getName(), servlet::getInitParameter);
        } catch (InvalidConfigurationException e) {
            problems.add(PageMessages.unguardedPage(servlet.getName()));
        }
        if (!mappings.stream().allMatch(mapping -> mapping.endsWith("/*"))) {
            problems.add(PageMessages.pageWithoutPath(servlet.getName(), mappings));
        }
        return problems.build();
    }

    boolean allows(HttpServletRequest request) {
        return role == null || request.isUserInRole(role);
    }

    static String userOf(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return user == null || user.getName() == null ? "nobody that is logged in" : user.getName();
    }
}

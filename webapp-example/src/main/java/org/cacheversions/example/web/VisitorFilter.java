package org.cacheversions.example.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import org.cacheversions.example.people.User;

/**
 * Tells a servlet that knows nothing of this forum who is asking, in place of the login that the forum does without.
 * Where there is one, the server tells it, and this is not needed.
 */
public class VisitorFilter implements Filter {
    /** The role that servlets ask for. */
    static final String MODERATOR = "moderator";

    @Inject
    Visitor visitor;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new Known((HttpServletRequest) request, visitor.getUser()), response);
    }

    private static final class Known extends HttpServletRequestWrapper {
        private final User user;

        Known(HttpServletRequest request, User user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return user::name;
        }

        @Override
        public String getRemoteUser() {
            return user.name();
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals(MODERATOR) && user.moderator();
        }
    }
}

package org.cacheversions.servlet;

import org.cacheversions.internal.core.call.TracedCall;
import org.cacheversions.spi.MissReason;

/** The cached calls of a request as the header {@code Cache-Status} of RFC 9211 has them, one member for each. */
final class CacheStatus {

    static final String HEADER = "Cache-Status";

    private static final String NAME = "cache-versions";
    private static final int MOST = 20;
    private static final int LONGEST = 4_000;

    private CacheStatus() {}

    /** Returns whether a value of the header is of this library, not of the application. */
    static boolean isOurs(String value) {
        return value.startsWith(NAME + ";");
    }

    /** Returns the value for the first calls that have ended; empty if none has. */
    static String of(Iterable<TracedCall> calls) {
        StringBuilder value = new StringBuilder();
        int members = 0;
        for (TracedCall call : calls) {
            String member = member(call);
            if (members == MOST || value.length() + member.length() > LONGEST) {
                break;
            }
            if (call.hasEnded()) {
                value.append(value.length() == 0 ? "" : ", ").append(member);
                members++;
            }
        }
        return value.toString();
    }

    private static String member(TracedCall call) {
        MissReason reason = call.reason();
        StringBuilder member = new StringBuilder(NAME);
        if (call.isBypass()) {
            member.append("; fwd=bypass");
        } else if (reason != null) {
            member.append("; fwd=").append(forwarded(reason));
            member.append(call.isStored() ? "; stored" : "");
        } else {
            member.append(call.hasFailed() ? "; fwd=miss" : "; hit");
        }
        member.append("; key=").append(quoted((call.method() + " " + call.key()).strip()));
        if (call.hasFailed()) {
            member.append("; detail=failed");
        } else if (reason != null && !call.isBypass()) {
            member.append("; detail=").append(reason.text());
        }
        return member.toString();
    }

    /** {@code uri-miss}: nothing was stored; {@code stale}: it is over; {@code miss}: nothing that could be used. */
    private static String forwarded(MissReason reason) {
        return switch (reason) {
            case FIRST -> "uri-miss";
            case EXPIRED -> "stale";
            default -> "miss";
        };
    }

    /** Returns a string of RFC 8941: printable ASCII, with quotes and backslashes escaped. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c >= ' ' && c <= '~' ? (char) c : '?');
        });
        return quoted.append('"').toString();
    }
}

package org.cacheversions.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.cacheversions.internal.core.call.RequestFacts;
import org.cacheversions.internal.core.call.ResponseTag;
import org.jspecify.annotations.Nullable;

/**
 * Buffers the beginning of a response until everything that decides about its tag is known, since a header can't be
 * removed once it is sent. Used by one thread at a time.
 */
final class TaggedResponse extends HttpServletResponseWrapper {

    private static final int KEPT = 64 * 1024;

    private final ResponseTag tag;
    private final RequestFacts facts;
    private final RecalledTags recalled;
    private final boolean any;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;
    private @Nullable String given;
    private boolean sent;
    private boolean empty;
    private boolean gone;

    /** Creates it; {@code any} if the client has asked for the response only if there is none. */
    TaggedResponse(
            HttpServletResponse response, ResponseTag tag, RequestFacts facts, RecalledTags recalled, boolean any) {
        super(response);
        this.tag = tag;
        this.facts = facts;
        this.recalled = recalled;
        this.any = any;
    }

    static void setHeaders(HttpServletResponse response, ResponseTag tag, String value) {
        response.setHeader("ETag", value);
        if (!response.containsHeader("Cache-Control")) {
            response.setHeader("Cache-Control", tag.policy().cacheControl());
        }
        if (!tag.policy().vary().isEmpty()) {
            response.addHeader("Vary", tag.policy().vary());
        }
        if (!tag.groups().isEmpty()) {
            response.addHeader("Cache-Groups", tag.groups());
        }
    }

    /** Sends what is kept; without a tag if another thread will complete the response. */
    void finish(boolean asynchronous) throws IOException {
        if (asynchronous) {
            tag.refuse();
        }
        boolean early = sent;
        if (writer != null) {
            writer.flush();
        }
        send(true);
        if (early) {
            judgeAgain();
        }
    }

    /**
     * Refuses the tag, since the response was not computed to its end. Does nothing if only the client has gone: the
     * content was then right.
     */
    void fail() {
        if (!gone) {
            tag.refuse();
            judgeAgain();
        }
    }

    /** Judges the tag of a response that is already sent. If it is refused by now, it must never be accepted. */
    private void judgeAgain() {
        if (given != null && tag.value() == null) {
            recalled.add(given);
        }
    }

    /** Decides about the tag, and sends what is kept. */
    private void send(boolean complete) throws IOException {
        if (sent) {
            return;
        }
        sent = true;
        HttpServletResponse response = (HttpServletResponse) getResponse();
        String value = response.isCommitted()
                        || response.getStatus() != SC_OK
                        || facts.hasNewSession()
                        || response.containsHeader("Set-Cookie")
                        || response.containsHeader("ETag")
                        || !(complete || recalled.hasRoom())
                ? null
                : tag.value();
        given = value;
        if (value != null) {
            setHeaders(response, tag, value);
            if (any) {
                response.setStatus(SC_NOT_MODIFIED);
                empty = true;
                return;
            }
        }
        if (kept.size() > 0) {
            pass(kept.toByteArray(), 0, kept.size());
        }
    }

    /** Returns whether what is written goes to the client. */
    private boolean isOpen() {
        return sent && !empty;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        try {
            getResponse().getOutputStream().write(bytes, offset, length);
        } catch (IOException e) {
            gone = true;
            throw e;
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("getWriter was called before");
        }
        ServletOutputStream open = stream;
        if (open == null) {
            open = new Keeping();
            stream = open;
        }
        return open;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter open = writer;
        if (open == null) {
            if (stream != null) {
                throw new IllegalStateException("getOutputStream was called before");
            }
            String encoding = getCharacterEncoding();
            setCharacterEncoding(encoding); // as the container's writer does, so that the content type has it
            open = new PrintWriter(
                    new PushingWriter(new OutputStreamWriter(new Keeping(), encoding), getResponse(), this::isOpen));
            writer = open;
        }
        return open;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        send(false);
        super.flushBuffer();
    }

    @Override
    public int getBufferSize() {
        return Math.max(KEPT, super.getBufferSize());
    }

    @Override
    public boolean isCommitted() {
        return (sent && kept.size() > 0) || super.isCommitted();
    }

    @Override
    public void reset() {
        super.reset();
        kept.reset();
        writer = null;
        stream = null;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        kept.reset();
    }

    @Override
    public void sendError(int status) throws IOException {
        discard();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        discard();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        discard();
        super.sendRedirect(location);
    }

    /** Overrides that of Servlet 6.1; otherwise what is kept would follow the redirect. */
    public void sendRedirect(String location, int status, boolean clear) throws IOException {
        if (clear) {
            discard();
        } else {
            tag.refuse();
            if (writer != null) {
                writer.flush();
            }
            send(false);
        }
        StatusRedirect.send((HttpServletResponse) getResponse(), location, status, clear);
    }

    /** The server writes the response, and may have done so when the filter ends. What is written to this one is lost. */
    private void discard() {
        if (!sent) {
            kept.reset();
            tag.refuse();
            sent = true;
            empty = true;
        }
    }

    /** Keeps bytes until there are too many of them, or the response is complete. */
    private final class Keeping extends ServletOutputStream {

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!sent && kept.size() + length > KEPT) {
                send(false);
            }
            if (!sent) {
                kept.write(bytes, offset, length);
            } else if (!empty) {
                pass(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (isOpen()) {
                getResponse().getOutputStream().flush();
            }
        }

        @Override
        public boolean isReady() {
            return !sent || original().isReady();
        }

        /** Another thread will complete the response, and may only write when the container can. */
        @Override
        public void setWriteListener(WriteListener listener) {
            tag.refuse();
            try {
                send(false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            original().setWriteListener(listener);
        }

        private ServletOutputStream original() {
            try {
                return getResponse().getOutputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

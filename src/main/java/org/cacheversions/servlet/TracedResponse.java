package org.cacheversions.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.cacheversions.internal.core.call.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Sets the header {@code Cache-Status} anew before each write, since the response may be sent with it, as Jakarta REST
 * does before the filter ends. Used by one thread at a time.
 */
final class TracedResponse extends HttpServletResponseWrapper {

    private final Trace trace;
    private int shown;
    private boolean left;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    TracedResponse(HttpServletResponse response, Trace trace) {
        super(response);
        this.trace = trace;
    }

    /** Sets the header to what is known now, unless the response is sent. */
    void show() {
        if (!left && shown < trace.ended() && !isCommitted()) {
            shown = trace.ended();
            List<String> lines = new ArrayList<>(getHeaders(CacheStatus.HEADER));
            lines.removeIf(CacheStatus::isOurs); // others are the application's own
            lines.add(CacheStatus.of(trace.calls()));
            setHeader(CacheStatus.HEADER, lines.get(0));
            lines.stream().skip(1).forEach(other -> addHeader(CacheStatus.HEADER, other));
        }
    }

    /** Leaves the response alone from now on: another thread may complete it. */
    void leave() {
        left = true;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        show();
        ServletOutputStream open = stream;
        if (open == null) {
            open = new Showing(super.getOutputStream());
            stream = open;
        }
        return open;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        show();
        PrintWriter open = writer;
        if (open == null) {
            open = new PrintWriter(new ShowingText(super.getWriter()));
            writer = open;
        }
        return open;
    }

    @Override
    public void flushBuffer() throws IOException {
        show();
        super.flushBuffer();
    }

    @Override
    public void reset() {
        super.reset();
        stream = null;
        writer = null;
        shown = 0;
    }

    @Override
    public void sendError(int status) throws IOException {
        show();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        show();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        show();
        super.sendRedirect(location);
    }

    private final class Showing extends ServletOutputStream {

        private final ServletOutputStream bytes;

        Showing(ServletOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int one) throws IOException {
            show();
            bytes.write(one);
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            show();
            bytes.write(some, offset, length);
        }

        @Override
        public void flush() throws IOException {
            show();
            bytes.flush();
        }

        @Override
        public void close() throws IOException {
            show();
            bytes.close();
        }

        @Override
        public boolean isReady() {
            return bytes.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            bytes.setWriteListener(listener);
        }
    }

    private final class ShowingText extends Writer {

        private final PrintWriter text;

        ShowingText(PrintWriter text) {
            this.text = text;
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            show();
            text.write(characters, offset, length);
        }

        @Override
        public void flush() {
            show();
            text.flush();
        }

        @Override
        public void close() {
            show();
            text.close();
        }
    }
}

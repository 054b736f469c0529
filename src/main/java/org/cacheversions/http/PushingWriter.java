package org.cacheversions.http;

import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.function.BooleanSupplier;

/**
 * Holds nothing back once the response is sent: nobody flushes it when another thread completes the response. Used by
 * one thread at a time.
 */
final class PushingWriter extends Writer {

    private final Writer encoder;
    private final ServletResponse response;
    private final BooleanSupplier open;

    /** Creates it; {@code open} returns whether what is written goes to the client. */
    PushingWriter(Writer encoder, ServletResponse response, BooleanSupplier open) {
        this.encoder = encoder;
        this.response = response;
        this.open = open;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        encoder.write(characters, offset, length);
        if (open.getAsBoolean()) {
            encoder.flush();
        }
    }

    @Override
    public void flush() throws IOException {
        encoder.flush();
        if (open.getAsBoolean()) {
            response.flushBuffer();
        }
    }

    @Override
    public void close() throws IOException {
        encoder.flush();
    }
}

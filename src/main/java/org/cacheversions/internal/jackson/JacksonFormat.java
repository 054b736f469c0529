package org.cacheversions.internal.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.cacheversions.internal.remote.Comparison;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** The CBOR format of one type. */
final class JacksonFormat implements ValueCodec.Format {

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final String shape;

    JacksonFormat(ObjectMapper mapper, JavaType type, String shape) {
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
        this.shape = shape;
    }

    @Override
    public String fingerprint() {
        return "CBOR 1 " + shape;
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        byte[] bytes;
        try {
            bytes = writer.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Comparison.requireSame(value, decode(bytes));
        return bytes;
    }

    @Override
    public @Nullable Object decode(byte[] bytes) {
        try (JsonParser parser = reader.createParser(bytes)) {
            Object value = reader.readValue(parser);
            // Jackson would ignore a trailing tag
            if (parser.releaseBuffered(OutputStream.nullOutputStream()) > 0) {
                throw new IllegalArgumentException("there are bytes after the value");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

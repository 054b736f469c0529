package org.cacheversions.internal.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** The CBOR of one type. */
final class JacksonFormat implements ValueCodec.Format {

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final String shape;
    private final Comparison comparison;

    JacksonFormat(ObjectMapper mapper, JavaType type, String shape, Comparison comparison) {
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
        this.shape = shape;
        this.comparison = comparison;
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
        if (!comparison.isSame(value, decode(bytes))) {
            throw new IllegalArgumentException("what is read differs from what was written");
        }
        return bytes;
    }

    @Override
    public @Nullable Object decode(byte[] bytes) {
        try (JsonParser parser = reader.createParser(bytes)) {
            Object value = reader.readValue(parser);
            // Jackson itself would overlook a tag that nothing follows
            if (parser.releaseBuffered(OutputStream.nullOutputStream()) > 0) {
                throw new IllegalArgumentException("it does not end where the value does");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

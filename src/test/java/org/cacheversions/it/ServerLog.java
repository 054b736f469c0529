package org.cacheversions.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The console output of a server. */
record ServerLog(Path file) {

    /** Returns the current position, from which later output can be read. */
    long mark() {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String since(long mark) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - mark)));
            channel.position(mark);
            while (content.hasRemaining() && channel.read(content) >= 0) {
                continue;
            }
            return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String tail(long mark, int lines) {
        List<String> all = since(mark).lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}

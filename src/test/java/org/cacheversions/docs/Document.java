package org.cacheversions.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A chapter of the guide, with the blocks that are marked to be tried: {@code <!-- test: kind argument -->}. */
public final class Document {

    /** A block that readers copy. */
    public record Block(String kind, String argument, String text) {}

    private static final Pattern MARKED =
            Pattern.compile("<!-- test: (\\S+) ?(\\S*) -->\\R```\\w+\\R(.*?)\\R```", Pattern.DOTALL);

    private final String text;

    private Document(String text) {
        this.text = text;
    }

    public static Document of(String name) {
        try {
            return new Document(Files.readString(Path.of("docs", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the blocks of a kind, of which there must be at least one. */
    public List<Block> blocks(String kind) {
        List<Block> found = MARKED.matcher(text)
                .results()
                .map(Document::block)
                .filter(block -> block.kind.equals(kind))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("no block is marked as " + kind);
        }
        return found;
    }

    public String only(String kind) {
        List<Block> found = blocks(kind);
        if (found.size() > 1) {
            throw new AssertionError(found.size() + " blocks are marked as " + kind);
        }
        return found.get(0).text;
    }

    private static Block block(MatchResult match) {
        return new Block(match.group(1), match.group(2), match.group(3));
    }
}

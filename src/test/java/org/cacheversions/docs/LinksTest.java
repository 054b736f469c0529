package org.cacheversions.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index names each page of the guide, each page leads to the next one, and each link leads somewhere. */
class LinksTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path INDEX = DOCS.resolve("README.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[[^\\]]+\\]\\(([^)]+)\\) \\|");
    private static final Pattern NEXT = Pattern.compile("\\n\\nNext: \\[([^\\]]+)\\]\\(([^)]+)\\)\\n$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the pages of docs, in the order of the index. */
    private static List<Path> pages() {
        return ROW.matcher(text(INDEX))
                .results()
                .map(row -> DOCS.resolve(row.group(1)).normalize())
                .filter(page -> page.startsWith(DOCS))
                .toList();
    }

    private static List<Path> markdown() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static List<String> headings(Path page) {
        return HEADING.matcher(CODE_BLOCK.matcher(text(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1))
                .toList();
    }

    /** Returns the anchor that GitHub gives to a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static boolean exists(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || headings(target).stream().map(LinksTest::anchor).anyMatch(parts[1]::equals));
    }

    @Test
    void theIndexNamesEachPageOnce() throws IOException {
        List<Path> all = new ArrayList<>(markdown());
        all.remove(INDEX);
        assertThat(pages()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void eachPageLeadsToTheNextOfTheIndex() {
        List<Path> pages = new ArrayList<>(pages());
        pages.add(INDEX);
        for (int i = 0; i + 1 < pages.size(); i++) {
            Path page = pages.get(i);
            Path next = pages.get(i + 1);
            Matcher matcher = NEXT.matcher(text(page));
            assertThat(matcher.find()).as("%s ends with a link", page).isTrue();
            assertThat(page.resolveSibling(matcher.group(2)).normalize())
                    .as("%s", page)
                    .isEqualTo(next);
            assertThat(matcher.group(1)).as("%s", page).isEqualTo(headings(next).get(0));
        }
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        List<Path> files = new ArrayList<>(markdown());
        files.add(Path.of("README.md"));
        files.add(Path.of("CONTRIBUTING.md"));
        files.add(Path.of("CHANGELOG.md"));
        List<String> broken = new ArrayList<>();
        for (Path file : files) {
            String prose = CODE_BLOCK.matcher(text(file)).replaceAll("");
            LINK.matcher(prose)
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !exists(file, link))
                    .forEach(link -> broken.add(file + ": " + link));
        }
        assertThat(broken).isEmpty();
    }
}

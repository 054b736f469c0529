package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;

/** Reads items, and values that are computed from several items, through the cache. A letter and a number name each. */
@ApplicationScoped
public class CachedReads {

    @Inject
    Items items;

    @Inject
    Sections sections;

    @Inject
    Rows rows;

    @Inject
    @CacheName({Group.RED_CACHE, Group.BLUE_CACHE})
    Cache pairs;

    @Inject
    @CacheName("bundles")
    Cache bundles;

    /** Returns the answers to questions such as {@code i3 s0 b1 p2}. */
    public String answer(String[] questions) {
        StringBuilder answers = new StringBuilder(questions.length * 16);
        for (String question : questions) {
            answers.append(answer(question)).append(' ');
        }
        return answers.toString();
    }

    /** Returns the answers, read in one transaction. */
    @Transactional
    public String answerInTransaction(String[] questions) {
        return answer(questions);
    }

    private String answer(String question) {
        int number = Integer.parseInt(question, 1, question.length(), 10);
        return switch (question.charAt(0)) {
            case 'i' -> item(number);
            case 's' -> sections.section(number);
            case 'b' -> bundles.get(number, () -> bundle(number));
            case 'p' -> pairs.get(number, () -> rows.read(3 * number) + "," + rows.read(3 * number + 2));
            default -> throw new IllegalArgumentException(question);
        };
    }

    public String item(int item) {
        return switch (Group.of(item)) {
            case RED -> items.red(item);
            case GREEN -> items.green(item);
            case BLUE -> items.blue(item, Thread.currentThread().getName());
        };
    }

    private String bundle(int bundle) {
        return IntStream.range(bundle * Sections.SECTIONS_PER_BUNDLE, (bundle + 1) * Sections.SECTIONS_PER_BUNDLE)
                .mapToObj(sections::section)
                .collect(Collectors.joining(","));
    }
}

package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;

/** What can be asked for by a letter and a number: items by themselves, and what is computed from several. */
@ApplicationScoped
public class Readings {

    @Inject
    Items items;

    @Inject
    Shelves shelves;

    @Inject
    Rows rows;

    @Inject
    @CacheName({Group.RED_CACHE, Group.BLUE_CACHE})
    Cache pairs;

    @Inject
    @CacheName("boards")
    Cache boards;

    /** Answers each of the questions, {@code i3 s0 b1 p2}, in turn. */
    public String answer(String[] questions) {
        StringBuilder answers = new StringBuilder(questions.length * 16);
        for (String question : questions) {
            answers.append(answer(question)).append(' ');
        }
        return answers.toString();
    }

    /** Answers all the questions in one transaction. */
    @Transactional
    public String answerInTransaction(String[] questions) {
        return answer(questions);
    }

    private String answer(String question) {
        int number = Integer.parseInt(question, 1, question.length(), 10);
        return switch (question.charAt(0)) {
            case 'i' -> item(number);
            case 's' -> shelves.shelf(number);
            case 'b' -> boards.get(number, () -> board(number));
            case 'p' -> pairs.get(number, () -> rows.read(3 * number) + "," + rows.read(3 * number + 2));
            default -> throw new IllegalArgumentException(question);
        };
    }

    /** Answers an item. */
    public String item(int item) {
        return switch (Group.of(item)) {
            case RED -> items.red(item);
            case GREEN -> items.green(item);
            case BLUE -> items.blue(item, Thread.currentThread().getName());
        };
    }

    private String board(int board) {
        return IntStream.range(board * Shelves.OF_A_BOARD, (board + 1) * Shelves.OF_A_BOARD)
                .mapToObj(shelves::shelf)
                .collect(Collectors.joining(","));
    }
}

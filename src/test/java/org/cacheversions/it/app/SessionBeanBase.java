package org.cacheversions.it.app;

import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;

/** Methods with no, one, several and a variable number of arguments, for each kind of session bean. */
public abstract class SessionBeanBase {

    @Inject
    Counts counts;

    private String ran(Object... arguments) {
        counts.ran();
        return getClass().getSimpleName().replaceAll("[$_].*", "") + Arrays.toString(arguments);
    }

    @VersionedCache("notes")
    public String none() {
        return ran();
    }

    @VersionedCache("notes")
    public String one(long id) {
        return ran(id);
    }

    @VersionedCache("notes")
    public String several(long id, String name, int[] numbers) {
        return ran(id, name, Arrays.toString(numbers));
    }

    @VersionedCache("notes")
    public String variable(String... names) {
        return ran((Object[]) names);
    }

    @InvalidatesCache("notes")
    public void changeNone() {}

    @InvalidatesCache("notes")
    public void changeOne(long id) {}

    @InvalidatesCache("notes")
    public void changeSeveral(long id, String name, int[] numbers) {}

    @InvalidatesCache("notes")
    public void changeVariable(String... names) {}

    /** Calls the cached method that takes so many arguments. */
    public static String read(SessionBeanBase bean, String arguments) {
        return switch (arguments) {
            case "none" -> bean.none();
            case "one" -> bean.one(1);
            case "several" -> bean.several(1, "a", new int[] {1, 2});
            case "variable" -> bean.variable("a", "b");
            default -> throw new IllegalArgumentException(arguments);
        };
    }

    /** Calls the invalidating method that takes so many arguments. */
    public static String change(SessionBeanBase bean, String arguments) {
        switch (arguments) {
            case "none" -> bean.changeNone();
            case "one" -> bean.changeOne(1);
            case "several" -> bean.changeSeveral(1, "a", new int[] {1, 2});
            case "variable" -> bean.changeVariable("a", "b");
            default -> throw new IllegalArgumentException(arguments);
        }
        return "";
    }

    /** All numbers of arguments. */
    public static List<String> arguments() {
        return List.of("none", "one", "several", "variable");
    }
}

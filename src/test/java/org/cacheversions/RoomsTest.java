package org.cacheversions;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rooms of the core, and how far a class may reach: docs/architecture.md has the map. */
@AnalyzeClasses(packages = "org.cacheversions", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final int LARGEST_CYCLE = 3;
    private static final int MOST_DEPENDENCIES = 30;

    private static String room(String name) {
        return "org.cacheversions.internal.core." + name + "..";
    }

    @ArchTest
    static final ArchRule eachRoomUsesOnlyThoseBeforeIt = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("support")
            .definedBy(room("support"))
            .layer("config")
            .definedBy(room("config"))
            .layer("versions")
            .definedBy(room("versions"))
            .layer("entries")
            .definedBy(room("entries"))
            .layer("coherence")
            .definedBy(room("coherence"))
            .layer("transaction")
            .definedBy(room("transaction"))
            .layer("call")
            .definedBy(room("call"))
            .layer("figures")
            .definedBy(room("figures"))
            .layer("engine")
            .definedBy(room("engine"))
            .whereLayer("support")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayOnlyAccessLayers("support")
            .whereLayer("versions")
            .mayOnlyAccessLayers("support")
            .whereLayer("entries")
            .mayOnlyAccessLayers("support", "versions")
            .whereLayer("coherence")
            .mayOnlyAccessLayers("support", "config", "entries", "versions")
            .whereLayer("transaction")
            .mayOnlyAccessLayers("support", "entries", "versions")
            .whereLayer("call")
            .mayOnlyAccessLayers("support", "coherence", "entries", "transaction", "versions")
            .whereLayer("figures")
            .mayOnlyAccessLayers("support", "coherence", "entries", "versions")
            .whereLayer("engine")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static void noClassDependsOnTooManyOthers(JavaClasses classes) {
        Map<String, Set<String>> many = new TreeMap<>(dependencies(classes));
        many.values().removeIf(others -> others.size() <= MOST_DEPENDENCIES);
        assertThat(many).isEmpty();
    }

    @ArchTest
    static void cyclesOfClassesAreSmall(JavaClasses classes) {
        List<Set<String>> large = new Cycles(dependencies(classes)).found();
        large.removeIf(cycle -> cycle.size() <= LARGEST_CYCLE);
        assertThat(large).isEmpty();
    }

    @ArchTest
    static void theCheckOfCyclesFindsOne(JavaClasses classes) {
        Map<String, Set<String>> circle =
                Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("d"), "d", Set.of("a", "e"), "e", Set.of());
        assertThat(new Cycles(circle).found()).containsExactly(Set.of("a", "b", "c", "d"));
    }

    /** Returns the classes of this library that each top-level class of it depends on. */
    private static Map<String, Set<String>> dependencies(JavaClasses classes) {
        Map<String, Set<String>> all = new HashMap<>();
        for (JavaClass type : classes) {
            String from = topLevel(type);
            Set<String> others = all.computeIfAbsent(from, name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("org.cacheversions"))
                    .map(RoomsTest::topLevel)
                    .filter(target -> !target.equals(from))
                    .forEach(others::add);
        }
        return all;
    }

    private static String topLevel(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Strongly connected components of more than one class (Tarjan 1972). */
    private static final class Cycles {

        private final Map<String, Set<String>> edges;
        private final Map<String, Integer> indexes = new HashMap<>();
        private final Map<String, Integer> lows = new HashMap<>();
        private final Deque<String> path = new ArrayDeque<>();
        private final List<Set<String>> found = new ArrayList<>();

        Cycles(Map<String, Set<String>> edges) {
            this.edges = edges;
            for (String node : new TreeSet<>(edges.keySet())) {
                if (!indexes.containsKey(node)) {
                    visit(node);
                }
            }
        }

        List<Set<String>> found() {
            return new ArrayList<>(found);
        }

        private void visit(String node) {
            indexes.put(node, indexes.size());
            lows.put(node, indexes.get(node));
            path.push(node);
            for (String next : edges.getOrDefault(node, Set.of())) {
                if (!indexes.containsKey(next)) {
                    visit(next);
                    lows.merge(node, lows.get(next), Math::min);
                } else if (path.contains(next)) {
                    lows.merge(node, indexes.get(next), Math::min);
                }
            }
            if (lows.get(node).equals(indexes.get(node))) {
                Set<String> cycle = new HashSet<>();
                while (!cycle.contains(node)) {
                    cycle.add(path.pop());
                }
                if (cycle.size() > 1) {
                    found.add(cycle);
                }
            }
        }
    }
}

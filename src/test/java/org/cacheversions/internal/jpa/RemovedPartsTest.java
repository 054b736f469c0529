package org.cacheversions.internal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Persistence;
import jakarta.persistence.metamodel.EntityType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.cacheversions.node.ChildEntity;
import org.cacheversions.node.OwnUnit;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entities that are removed with an entity, according to the metamodels of real providers. */
final class RemovedPartsTest {

    @TempDir
    private Path directory;

    private record Found(Map<Class<?>, SortedSet<String>> caches, Set<String> types) {}

    private Found found(Class<?> provider, Class<?>... entities) throws IOException {
        try (OwnUnit ignored = new OwnUnit(directory, provider, "jdbc:h2:mem:" + UUID.randomUUID(), entities);
                EntityManagerFactory factory = Persistence.createEntityManagerFactory(OwnUnit.NAME)) {
            factory.createEntityManager().close();
            Set<String> types = new TreeSet<>();
            factory.getMetamodel().getEntities().stream()
                    .map(EntityType::getName)
                    .forEach(types::add);
            return new Found(new RemovedParts(factory.getMetamodel(), EntityInvalidation::cachesOf).caches(), types);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void childrenOfAnEmbeddableAreRemovedWithTheEntity(Class<?> provider) throws IOException {
        Found found = found(provider, ChildEntity.class, ParentWithParts.class, Content.class);
        assertThat(found.caches()).containsOnlyKeys(ParentWithParts.class);
        assertThat(found.caches().get(ParentWithParts.class)).containsExactly("children");
    }

    @Test
    void aGenericEmbeddableIsSupported() throws IOException {
        Found found = found(HibernatePersistenceProvider.class, ChildEntity.class, Ranged.class, Span.class);
        assertThat(found.types()).contains("RemovedPartsTest$Ranged");
        assertThat(found.caches()).isEmpty();
    }

    @Test
    void auditEntitiesOfEnversAreSupported() throws IOException {
        Found found = found(HibernatePersistenceProvider.class, ChildEntity.class, Audit.class);
        assertThat(found.types()).as("else this test is of no use").anyMatch(type -> type.endsWith("_AUD"));
        assertThat(found.caches()).containsOnlyKeys(Audit.class);
    }

    @Entity
    public static class ParentWithParts {
        @Id
        long id;

        @Embedded
        Content content;
    }

    @Embeddable
    public static class Content {
        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "parent_id")
        List<ChildEntity> children = new ArrayList<>();
    }

    @Entity
    public static class Ranged {
        @Id
        long id;

        @Embedded
        Span<Integer> span;
    }

    @Embeddable
    public static class Span<T extends Number> {
        T low;
        T high;
    }

    @Entity
    @Audited
    public static class Audit {
        @Id
        long id;

        String text;

        @OneToMany(cascade = CascadeType.REMOVE)
        @JoinColumn(name = "audit_id")
        @NotAudited
        List<ChildEntity> children = new ArrayList<>();
    }
}

package org.cacheversions.docs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java examples of the guide that are marked to be tried compile with these imports. */
class ExamplesTest {

    /** One by one where a package has a name that another package has, too. */
    private static final String IMPORTS = """
            package org.example;
            import jakarta.ejb.Schedule;
            import jakarta.ejb.TransactionAttribute;
            import jakarta.ejb.TransactionAttributeType;
            import jakarta.enterprise.context.ApplicationScoped;
            import jakarta.enterprise.context.RequestScoped;
            import jakarta.enterprise.context.SessionScoped;
            import jakarta.enterprise.event.Observes;
            import jakarta.inject.Inject;
            import jakarta.persistence.Column;
            import jakarta.persistence.Entity;
            import jakarta.persistence.EntityManager;
            import jakarta.persistence.Id;
            import jakarta.persistence.Lob;
            import jakarta.persistence.PersistenceContext;
            import jakarta.transaction.Transactional;
            import jakarta.websocket.OnMessage;
            import jakarta.websocket.Session;
            import jakarta.websocket.server.PathParam;
            import jakarta.websocket.server.ServerEndpoint;
            import java.io.Serializable;
            import java.lang.reflect.Method;
            import java.math.BigDecimal;
            import java.util.*;
            import java.util.concurrent.ConcurrentHashMap;
            import java.util.function.Supplier;
            import org.cacheversions.*;
            import org.cacheversions.migration.StartCacheVersioning;
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"choosing.md", "coming-from.md", "recipes.md"})
    void theyCompile(String document) throws IOException {
        Compiled compiled = new Compiled(directory);
        for (Document.Block block : Document.of(document).blocks("java")) {
            compiled.add(block.argument(), IMPORTS + block.text());
        }
    }
}

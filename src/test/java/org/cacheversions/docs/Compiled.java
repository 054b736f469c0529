package org.cacheversions.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources at run time, such as examples of a document. */
public final class Compiled {

    private final Path directory;

    /** Compiles into this directory. */
    public Compiled(Path directory) {
        this.directory = directory;
    }

    /** Compiles one file with the class path of the tests. */
    public Compiled add(String type, String source) throws IOException {
        Path file = directory.resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-d", directory.toString(), "-cp", classPath()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            if (!compiled) {
                throw new AssertionError(said + "\n" + source);
            }
        }
        return this;
    }

    /** Returns a new class loader for the compiled classes. */
    public ClassLoader loader() throws IOException {
        return new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, Thread.currentThread().getContextClassLoader());
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}

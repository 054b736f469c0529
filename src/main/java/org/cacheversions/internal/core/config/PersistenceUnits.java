package org.cacheversions.internal.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of the application's persistence units. The library contains no unnamed
 * {@code @PersistenceUnit}, because WildFly and Payara refuse applications with two units if it does, even if it is not
 * used. Instead, the extension adds the annotation with a name.
 */
public final class PersistenceUnits {

    private PersistenceUnits() {}

    /** Returns the units by name. */
    public static SortedMap<String, DeclaredUnit> declared(ClassLoader loader) {
        SortedMap<String, DeclaredUnit> units = new TreeMap<>();
        try {
            for (URL file : distinct(Collections.list(loader.getResources("META-INF/persistence.xml")))) {
                read(file, units);
            }
        } catch (IOException | XMLStreamException e) {
            return units; // the persistence provider reports the error better
        }
        return units;
    }

    private static List<URL> distinct(List<URL> files) {
        return files.stream()
                .map(URL::toString)
                .distinct()
                .map(PersistenceUnits::url)
                .toList();
    }

    @SuppressWarnings("deprecation") // URL.of needs Java 20
    private static URL url(String text) {
        try {
            return new URL(text);
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static void read(URL file, SortedMap<String, DeclaredUnit> units) throws IOException, XMLStreamException {
        XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream stream = file.openStream()) {
            XMLStreamReader reader = xml.createXMLStreamReader(stream);
            DeclaredUnit unit = new DeclaredUnit("");
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (reader.getLocalName()) {
                    case "persistence-unit" -> {
                        @Nullable String name = reader.getAttributeValue(null, "name");
                        unit = new DeclaredUnit(name == null ? "" : name);
                        units.put(unit.name(), unit);
                    }
                    case "property" ->
                        unit.says(reader.getAttributeValue(null, "name"), reader.getAttributeValue(null, "value"));
                    case "jta-data-source", "non-jta-data-source" ->
                        unit.says(reader.getLocalName(), reader.getElementText());
                    default -> {}
                }
            }
        }
    }
}

package org.cacheversions.internal.cdi;

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
 * The names of the application's persistence units. The library can't inject "the only unit" by an annotation in its
 * classes: WildFly and Payara refuse applications with two units because of it, even if it is not used. So it looks
 * for itself, and adds the annotation with a name.
 */
final class PersistenceUnits {

    private PersistenceUnits() {}

    /** Answers each unit's name, and what it says of its shared cache: nothing, if empty. */
    static SortedMap<String, String> sharedCacheModes(ClassLoader loader) {
        SortedMap<String, String> names = new TreeMap<>();
        try {
            for (URL file : distinct(Collections.list(loader.getResources("META-INF/persistence.xml")))) {
                read(file, names);
            }
        } catch (IOException | XMLStreamException e) {
            return names; // the persistence provider has more to say about it
        }
        return names;
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

    private static void read(URL file, SortedMap<String, String> names) throws IOException, XMLStreamException {
        XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream stream = file.openStream()) {
            XMLStreamReader reader = xml.createXMLStreamReader(stream);
            String unit = "";
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (reader.getLocalName().equals("persistence-unit")) {
                    @Nullable String name = reader.getAttributeValue(null, "name");
                    unit = name == null ? "" : name;
                    names.put(unit, "");
                } else if (reader.getLocalName().equals("shared-cache-mode")) {
                    names.put(unit, reader.getElementText().strip());
                }
            }
        }
    }
}

package org.cacheversions.internal.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/**
 * An MBean of read-only attributes. Thread-safe.
 *
 * @param attributes the attributes by name
 */
record Figures(Map<String, Figure> attributes) implements DynamicMBean {

    /**
     * An attribute.
     *
     * @param type the class of its values
     * @param description what it means
     * @param value returns the current value
     */
    record Figure(Class<?> type, String description, Supplier<?> value) {}

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Figure figure = attributes.get(name);
        if (figure == null) {
            throw new AttributeNotFoundException(name);
        }
        return figure.value.get();
    }

    /** Omits unknown attributes, as JMX requires. */
    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            Figure figure = attributes.get(name);
            if (figure != null) {
                list.add(new Attribute(name, figure.value.get()));
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " is read-only");
    }

    @Override
    public AttributeList setAttributes(AttributeList list) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String name, Object[] arguments, String[] types) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(name));
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        List<MBeanAttributeInfo> infos = new ArrayList<>();
        attributes.forEach((name, figure) ->
                infos.add(new MBeanAttributeInfo(name, figure.type.getName(), figure.description, true, false, false)));
        return new MBeanInfo(
                Figures.class.getName(),
                "Statistics of cache-versions",
                infos.toArray(MBeanAttributeInfo[]::new),
                null,
                null,
                null);
    }
}

package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cacheversions.example.categories.Category;
import org.cacheversions.example.categories.CategoryService;
import org.cacheversions.example.categories.Section;
import org.cacheversions.example.people.Group;
import org.cacheversions.example.people.PeopleService;
import org.cacheversions.example.permissions.Access;
import org.cacheversions.example.permissions.PermissionService;

/** What a group may do in the categories of one section. */
@Named
@RequestScoped
public class GroupPage {
    @Inject
    Parameters parameters;

    @Inject
    PeopleService people;

    @Inject
    CategoryService categories;

    @Inject
    PermissionService permissions;

    private Group group;
    private Group parent;
    private List<Section> sections;
    private Section section;
    private List<Row> rows;

    /** A category, and what the group says about it, if it does. */
    public record Row(Category category, Access access) {}

    public void load() {
        group = Page.orNotFound(people.findGroup(parameters.number("id")));
        if (group != null) {
            parent = group.parentId() == null
                    ? null
                    : people.findGroup(group.parentId()).orElseThrow();
            sections = categories.sections();
            section = chosen(sections, parameters.number("section"));
            Map<Long, Access> access = permissions.ofGroup(group.id());
            rows = Stream.concat(Stream.of(section.category()), section.categories().stream())
                    .map(category -> new Row(category, access.get(category.id())))
                    .toList();
        }
    }

    private static Section chosen(List<Section> sections, long id) {
        return sections.stream()
                .filter(section -> section.category().id() == id)
                .findFirst()
                .orElse(sections.get(0));
    }

    public Group getGroup() {
        return group;
    }

    public Group getParent() {
        return parent;
    }

    public List<Section> getSections() {
        return sections;
    }

    public Section getSection() {
        return section;
    }

    public List<Row> getRows() {
        return rows;
    }

    public Access[] getChoices() {
        return Access.values();
    }
}

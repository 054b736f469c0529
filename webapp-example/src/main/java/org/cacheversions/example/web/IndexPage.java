package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.cacheversions.example.categories.CategoryService;
import org.cacheversions.example.categories.Section;

@Named
@RequestScoped
public class IndexPage {
    @Inject
    Visitor visitor;

    @Inject
    CategoryService categories;

    private List<Section> sections;

    public void load() {
        sections = categories.visible(visitor.getUser().id());
    }

    public int getSize() {
        return sections.stream()
                .mapToInt(section -> section.categories().size())
                .sum();
    }

    public List<Section> getSections() {
        return sections;
    }
}

DROP TRIGGER {schema}[cache_touch_{name}];

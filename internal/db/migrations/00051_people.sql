-- +goose Up
-- Letters that are not a plain letter with an accent are now compared as the
-- plain letters that people type for them. The code does the same.
UPDATE people SET name_key = replace(replace(replace(replace(replace(replace(replace(replace(replace(name_key,
    'ł', 'l'), 'ø', 'o'), 'đ', 'd'), 'ð', 'd'), 'ı', 'i'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');

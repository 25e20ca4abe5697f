//! Ids from words: `The House in Coyoacán` → `the-house-in-coyoacan`.

/// A name fit for an id: letters and digits in lower case, Latin letters without their
/// accents, other scripts as they are, one hyphen between words; it begins with a letter.
pub(crate) fn name(words: &str) -> String {
    let mut id = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if matches!(c, '\'' | '’' | '\u{ad}' | '\u{300}'..='\u{36f}') {
            // Within words, and not part of them.
        } else if let Some(plain) = plain(c) {
            id.push_str(plain);
        } else if is_name_letter(c) {
            id.extend(c.to_lowercase().filter(|&l| is_name_letter(l)));
        } else if matches!(c, '_' | '.') && !id.is_empty() && c == '_' {
            id.push('_');
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if id.len() > 80 {
            break;
        }
    }
    id.truncate(id.trim_end_matches(['-', '_']).len());
    if id.is_empty() {
        return "section".to_string();
    }
    if !id.starts_with(char::is_alphabetic) {
        id.insert_str(0, "s-");
    }
    id
}

/// Letters beyond ASCII that may stand in an XML name (XML 1.0, production 4a), with the
/// signs and symbols of those ranges left out.
fn is_name_letter(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{c0}'..='\u{2ff}' | '\u{370}'..='\u{1fff}' | '\u{2c00}'..='\u{2fef}'
            | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{10000}'..='\u{effff}')
        && c != '\u{d7}'
        && c != '\u{f7}'
        && c != '\u{37e}'
}

/// The plain letters of an accented or joined Latin letter.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ĵ' | 'ĵ' => "j",
        'Ķ' | 'ķ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'Ș' | 'ș' => "s",
        'ß' => "ss",
        'Ţ'..='ŧ' | 'Ț' | 'ț' => "t",
        'Þ' | 'þ' => "th",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ź'..='ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn words_become_names() {
        for (words, id) in [
            ("The House in Coyoacán", "the-house-in-coyoacan"),
            ("Straße & Łódź’s œuvre", "strasse-lodzs-oeuvre"),
            ("1940: the raid!", "s-1940-the-raid"),
            ("Лев Троцкий", "лев-троцкий"),
            ("日本", "日本"),
            ("…", "section"),
        ] {
            assert_eq!(name(words), id);
        }
    }
}

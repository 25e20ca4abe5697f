//! A narrator's words within speech: « Je ne sais pas, dit le garde. », «Yo no bajo —dijo Juana—.»

/// Verbs of speech as they stand before or behind who speaks, in the languages whose marks hold the
/// narrator's words too. A `-` at the end stands for endings of person and number.
const SPEAKS: [&str; 104] = [
    "dit",
    "dit-",
    "disait",
    "disait-",
    "dis-je",
    "répondit",
    "répondit-",
    "répond",
    "répond-",
    "répliqua",
    "répliqua-",
    "demanda",
    "demanda-",
    "demande",
    "cria",
    "cria-",
    "crie",
    "s’écria",
    "s'écria",
    "s’exclama",
    "s'exclama",
    "fit",
    "fit-",
    "ajouta",
    "ajouta-",
    "ajoute",
    "ajoute-",
    "reprit",
    "reprit-",
    "murmura",
    "murmura-",
    "écrit",
    "écrit-",
    "écrivait",
    "écrivit",
    "raconte",
    "raconte-",
    "explique",
    "explique-",
    "affirme",
    "lança",
    "dijo",
    "dice",
    "decía",
    "escribió",
    "escribe",
    "escribía",
    "respondió",
    "responde",
    "contestó",
    "preguntó",
    "exclamó",
    "añadió",
    "añade",
    "explicó",
    "explica",
    "recuerda",
    "recordó",
    "contó",
    "cuenta",
    "afirmó",
    "replicó",
    "murmuró",
    "gritó",
    "susurró",
    "disse",
    "rispose",
    "scrisse",
    "chiese",
    "aggiunse",
    "respondeu",
    "escreveu",
    "perguntou",
    "сказал",
    "сказала",
    "говорит",
    "говорил",
    "говорила",
    "писал",
    "писала",
    "пишет",
    "ответил",
    "ответила",
    "спросил",
    "спросила",
    "воскликнул",
    "воскликнула",
    "добавил",
    "добавила",
    "заметил",
    "заметила",
    "крикнул",
    "крикнула",
    "рассказывает",
    "вспоминает",
    "said",
    "wrote",
    "asked",
    "replied",
    "answered",
    "cried",
    "sagte",
    "schrieb",
    "powiedział",
];

/// Whether a narrator speaks within words that one pair of marks holds: a verb of speech stands behind
/// a comma, a mark of exclamation or question, or a dash.
pub(super) fn narrates(text: &str) -> bool {
    let mut before: Option<&str> = None;
    for word in text.split_whitespace() {
        // The dash may be joined to the verb, as in Spanish.
        let own = word.trim_start_matches(['—', '–', '―', '-']);
        let dashed = own.len() < word.len();
        let stops = before.is_some_and(|before| {
            before.ends_with([',', '!', '?', '…', '—', '–', '―', '-'])
        });
        if (dashed || stops) && speaks(own) {
            return true;
        }
        // French sets its marks apart: « Attendez-moi ! cria Jeanne »; a lone dash stands for itself.
        before = Some(word);
    }
    false
}

fn speaks(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ':', ';', '—', '–']);
    SPEAKS.iter().any(|verb| match verb.strip_suffix('-') {
        Some(stem) => word.strip_prefix(stem).is_some_and(|rest| rest.starts_with('-')),
        None => word == *verb,
    })
}

#[cfg(test)]
mod tests {
    use super::narrates;

    #[test]
    fn narrators_are_heard_within_marks() {
        for text in [
            "« Je ne sais pas, dit le garde. On ne m'a rien dit. »",
            "« Je ne sais pas, dit-elle. Je n'ai jamais su. »",
            "« Attendez-moi ! cria Jeanne, j'arrive. »",
            "«El polvo —escribió Lamas— es lo único que se lee entero».",
            "“El agua -decía mi tío- es de quien la saca”.",
            "«Я уеду, — сказала она. — Не ждите меня».",
            "“The well – wrote Hobb – is older than its water.”",
        ] {
            assert!(narrates(text), "{text}");
        }
        for text in [
            "«La casa —la más vieja del barrio— se vendió en marzo».",
            "« Il a dit ce qu'il savait, et rien de plus. »",
            "“He said nothing of the well, and nobody asked.”",
            "«Он сказал всё, что знал».",
        ] {
            assert!(!narrates(text), "{text}");
        }
    }
}

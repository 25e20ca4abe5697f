use proptest::prelude::*;

use super::set_text;
use crate::assemble::tests::{lang, one};

/// Input and output by language; `␣` is U+00A0, `˽` is U+202F.
const CASES: &[(&str, &[(&str, &str)])] = &[
    (
        "en-GB",
        &[
            ("\"a 'b \"c 'd' c\" b' a\"", "‘a “b ‘c “d” c’ b” a’"),
            ("It is--'tis true. 'It is--'", "It is␣– ’tis true. ‘It is–’"),
            (
                "6' 1\", 30 min, 5 lb, 100 BC, Vol. II, ch. IV. No. I will not.",
                "6′␣1″, 30␣min, 5␣lb, 100␣BC, Vol.␣II, ch.␣IV. No. I will not.",
            ),
            (
                "'Look at 'im,' he said. 'What's 'appened?'",
                "‘Look at ’im,’ he said. ‘What’s ’appened?’",
            ),
            (
                "'E's gone 'ome with 'is dog,' he said, 'but 'e was 'ere.'",
                "‘E’s gone ’ome with ’is dog,’ he said, ‘but ’e was ’ere.’",
            ),
            (
                "'I know 'er,' he said, 'but not now.' He took 'is hat. 'Good day,' he said.",
                "‘I know ’er,’ he said, ‘but not now.’ He took ’is hat. ‘Good day,’ he said.",
            ),
            (
                "\"He said, 'What's 'appened?' and left.\"",
                "‘He said, “What’s ’appened?” and left.’",
            ),
            ("'The 'inner' word,' he said.", "‘The “inner” word,’ he said."),
            ("the letters 'm'--'n'.", "the letters ‘m’–‘n’."),
            (
                "'I--I don't know.' He left London--Paris was next.",
                "‘I␣– I don’t know.’ He left London␣– Paris was next.",
            ),
            ("the London–Paris train", "the London–Paris train"),
            (
                "'18th Brumaire', '50% of us,' '10,000 men,' '36, I think,' he said",
                "‘18th Brumaire’, ‘50% of us,’ ‘10,000 men,’ ‘36, I think,’ he said",
            ),
            (
                "In '36, the workers' '30s, '39-45, '45.",
                "In ’36, the workers’ ’30s, ’39–45, ’45.",
            ),
            (
                "\"He said 'no'\" and \"'no'\"--\"'yes'\"",
                "‘He said “no”’ and ‘“no”’␣– ‘“yes”’",
            ),
            ("'But I--' she began. 'Go on--'", "‘But I–’ she began. ‘Go on–’"),
            ("'But I—' she began. 'Go on–'", "‘But I—’ she began. ‘Go on–’"),
            ("\"He said, 'I think--' and left.\"", "‘He said, “I think–” and left.’"),
            ("\"He said, 'I think--'\"", "‘He said, “I think–”’"),
            ("'But I -- ' she began.", "‘But I␣– ’ she began."),
            (
                "Fish 'n' chips, the letter 'n', 'm' and 'n' too",
                "Fish ’n’ chips, the letter ‘n’, ‘m’ and ‘n’ too",
            ),
            ("He paused--'...and then?' 'So--'...", "He paused␣– ‘…and then?’ ‘So–’…"),
            ("'He said--\"No\"--and left.'", "‘He said␣– “No”␣– and left.’"),
            (
                "“It's half curly,\" he said. \"It’s too,” she said.",
                "“It’s half curly,” he said. “It’s too,” she said.",
            ),
            (
                "the 'cause' of it, a 'bout' of flu, called 'Em'",
                "the ‘cause’ of it, a ‘bout’ of flu, called ‘Em’",
            ),
            ("'cause we can, 'bout time, 'tisn't", "’cause we can, ’bout time, ’tisn’t"),
            ("'20 years,' he said.", "‘20 years,’ he said."),
            ("'90s kids,' he said.", "‘90s kids,’ he said."),
            ("'summer of '42' he said.", "‘summer of ’42’ he said."),
            ("<\"p\">, #\"l\", a|'b'", "<‘p’>, #‘l’, a|‘b’"),
            ("Don' 'ee go, he said.", "Don’ ’ee go, he said."),
            ("''90s kids,' he said.", "‘’90s kids,’ he said."),
            (
                "In the '90s kids' rooms were small.",
                "In the ’90s kids’ rooms were small.",
            ),
            ("5'5\"-6'2\", a 5'10'' man", "5′5″–6′2″, a 5′10″ man"),
            ("'Men of 5'10'',' he said.", "‘Men of 5′10″,’ he said."),
            ("Chapter 3 200 pages, ch. 12 300", "Chapter␣3 200 pages, ch.␣12 300"),
            ("'40 days and 40 nights'", "‘40 days and 40 nights’"),
            (
                "'36 was the workers' year, from '39 to '45",
                "’36 was the workers’ year, from ’39 to ’45",
            ),
            ("'The '36 war was lost,' he said.", "‘The ’36 war was lost,’ he said."),
            ("'That's 'im,' he said.", "‘That’s ’im,’ he said."),
            (
                "‘the dogs' dinner’ and 'the workers’ state'",
                "‘the dogs’ dinner’ and ‘the workers’ state’",
            ),
            (
                "www.a.org/b--c, a.org/it's, john--x@a.org.",
                "www.a.org/b--c, a.org/it's, john--x@a.org.",
            ),
            (
                "1939 - 1945, $5-$10, £5-£10, 1,000-2,000, 3.5-4.5",
                "1939–1945, $5–$10, £5–£10, 1,000–2,000, 3.5–4.5",
            ),
            (
                "12:30-13:30, 5%-10%, Rom. 3:4-5, 1870s-1880s",
                "12:30–13:30, 5%–10%, Rom. 3:4–5, 1870s–1880s",
            ),
            (
                "5 - 3 = 2, 1945 - 1939, 2025-06, 12.05.1940-13.05.1940",
                "5 - 3 = 2, 1945 - 1939, 2025-06, 12.05.1940-13.05.1940",
            ),
            ("10 000 in 1940 300 men, 1 234 567", "10␣000 in 1940 300 men, 1␣234␣567"),
            (
                "x86_64 128 and 64 128-bit, P. I. Smith",
                "x86_64 128 and 64 128-bit, P.␣I.␣Smith",
            ),
            ("Plan B. The end. It is I. We go.", "Plan B. The end. It is I. We go."),
            (
                "40°26'46\"N, 45°30'N, 3½\" and 10'000",
                "40°26′46″N, 45°30′N, 3½″ and 10’000",
            ),
            ("He said \"\".", "He said ‘’."),
            ("‘I read 'The Times' today’", "‘I read “The Times” today’"),
            ("\"Hello,\" she said.", "‘Hello,’ she said."),
            ("He wrote: \"It was 'ours' then.\"", "He wrote: ‘It was “ours” then.’"),
            (
                "'The workers' state is dead,' he said.",
                "‘The workers’ state is dead,’ he said.",
            ),
            ("don't, won't, o'clock", "don’t, won’t, o’clock"),
            ("'tis the '20s, rock 'n' roll", "’tis the ’20s, rock ’n’ roll"),
            ("the house -- quiet now -- stands", "the house␣– quiet now␣– stands"),
            ("the house--quiet now", "the house␣– quiet now"),
            ("1936-1938, pp. 12--15, 1939-40", "1936–1938, pp.␣12–15, 1939–40"),
            (
                "2025-06-08, ISBN 0-306-40615-2, 555-1234",
                "2025-06-08, ISBN 0-306-40615-2, 555-1234",
            ),
            ("Wait... [...] no....", "Wait… […] no…."),
            ("He came ... and … went. ... Then", "He came␣… and␣… went.␣… Then"),
            ("L. D. Trotsky on p. 12, No. 5", "L.␣D.␣Trotsky on p.␣12, No.␣5"),
            ("12 km on 24 May 1940, Mr Hansen", "12␣km on 24␣May 1940, Mr␣Hansen"),
            ("anti-war, pre- and post-war", "anti-war, pre- and post-war"),
            ("The boys' and girls' room", "The boys’ and girls’ room"),
            ("(\"see 'A'\")", "(‘see “A”’)"),
            ("see http://a.b/c--d...e", "see http://a.b/c--d...e"),
            ("§ 5 and § 6", "§␣5 and §␣6"),
            ("“typed” and ‘typed’", "“typed” and ‘typed’"),
            ("12  km,\tp.  12,   b  --  c", "12␣km, p.␣12, b␣– c"),
        ],
    ),
    (
        "en-US",
        &[
            ("'Tis true -- 'twas so--'tis.", "’Tis true—’twas so—’tis."),
            (
                "'Oh, the dogs',' he said. 'The dogs'!' 'the cats'.'",
                "“Oh, the dogs’,” he said. “The dogs’!” “the cats’.”",
            ),
            (
                "pp. xii--xv, pp. xii-xv, Chapters IV-VI, I--III, I--I, X-ray, XL-XXL, mix--dim",
                "pp. xii–xv, pp. xii–xv, Chapters IV–VI, I–III, I—I, X-ray, XL-XXL, mix—dim",
            ),
            ("“Stop!\"she said.“No!\"", "“Stop!”she said.“No!”"),
            (
                "\"I--I don't know.\" Ruth--Ruth. But--But he--she. He left London--Paris was next.",
                "“I—I don’t know.” Ruth—Ruth. But—But he—she. He left London—Paris was next.",
            ),
            ("the London–Paris train", "the London–Paris train"),
            ("'But I--' she began.", "“But I—” she began."),
            ("\"He said, 'I think--' and left.\"", "“He said, ‘I think—’ and left.”"),
            ("\"I thought--\" \"--'Yes'--\"", "“I thought—” “—‘Yes’—”"),
            ("He said “yes\" and \"no”.", "He said “yes” and “no”."),
            (
                "6'2\", a 5'11\" man, \"He's 6'2\" tall\"",
                "6′2″, a 5′11″ man, “He’s 6′2″ tall”",
            ),
            ("“a 12\" gun”", "“a 12″ gun”"),
            ("'rock 'n' roll' lives", "“rock ’n’ roll” lives"),
            ("'It’s so,’ he said", "‘It’s so,’ he said"),
            ("'goin' home' again", "“goin’ home” again"),
            ("He --- she", "He—she"),
            ("\"Hello,\" she said.", "“Hello,” she said."),
            ("\"It was 'ours' then.\"", "“It was ‘ours’ then.”"),
            ("the house -- quiet now -- stands", "the house—quiet now—stands"),
            ("the house--quiet", "the house—quiet"),
            ("\"But I--\"", "“But I—”"),
            ("six --- seven", "six—seven"),
            ("a 12\" gun, 6' tall", "a 12″ gun, 6′ tall"),
            ("'36 was hard", "’36 was hard"),
            ("\"First paragraph of two", "“First paragraph of two"),
            ("\"'Inner' first\"", "“‘Inner’ first”"),
            ("\"last 'inner'\"", "“last ‘inner’”"),
            ("Dr. Smith, vol. 3, 5 p.m.", "Dr.␣Smith, vol.␣3, 5␣p.m."),
            ("a - b", "a—b"),
        ],
    ),
    (
        "fr",
        &[
            ("\"a \"b 'c' b\" a\" 5 €!", "«˽a “b ‘c’ b” a˽» 5␣€˽!"),
            (
                "\"Mais--\", dit-il. \"Oui\"--\"Non\". 'Au XIX-XX'",
                "«˽Mais–˽», dit-il. «˽Oui˽»␣– «˽Non˽». «˽Au XIX–XX˽»",
            ),
            (
                "à 10 h 30, 10 h 30 min, 30 s, 5 ‰, vol. II, MM. Dupont",
                "à 10␣h␣30, 10␣h␣30␣min, 30␣s, 5˽‰, vol.␣II, MM.␣Dupont",
            ),
            (
                "en 1940 l'armée s'est, en 1940 s'est, en 1940 m'a dit",
                "en 1940 l’armée s’est, en 1940 s’est, en 1940 m’a dit",
            ),
            ("au XIXe siècle, le XX siècle", "au XIXe␣siècle, le XX␣siècle"),
            (
                "Je--Je ne sais pas. La ligne Paris--Lyon.",
                "Je␣– Je ne sais pas. La ligne Paris–Lyon.",
            ),
            ("\"J'ai lu l'\"Aurore\" hier.\"", "«˽J’ai lu l’“Aurore” hier.˽»"),
            ("Dans l'\"Aurore\" d'\"hier\".", "Dans l’«˽Aurore˽» d’«˽hier˽»."),
            ("« Il a dit \"oui\" hier »", "«˽Il a dit “oui” hier˽»"),
            ("10 000 habitants", "10˽000 habitants"),
            ("Chapitre 3 200 pages, n° 3 200", "Chapitre 3 200 pages, n°␣3˽200"),
            ("« Il dit \"oui\" »", "«˽Il dit “oui”˽»"),
            ("\"Bonjour\"", "«˽Bonjour˽»"),
            ("«Bonjour»", "«˽Bonjour˽»"),
            ("« Bonjour »", "«˽Bonjour˽»"),
            ("Quoi? Oui! Bon; bien: là.", "Quoi˽? Oui˽! Bon˽; bien␣: là."),
            ("Quoi ? Oui ! Bon ; bien : là.", "Quoi˽? Oui˽! Bon˽; bien␣: là."),
            ("l'homme qu'on aime", "l’homme qu’on aime"),
            ("\"il dit 'non' hier\"", "«˽il dit “non” hier˽»"),
            ("la maison -- vide --", "la maison␣– vide␣–"),
            ("12 h 30, 5 %, 24 mai", "12␣h␣30, 5˽%, 24␣mai"),
            ("12:30, http://a.b?c", "12:30, http://a.b?c"),
            ("Quoi?!", "Quoi˽?!"),
            ("p. 12, M. Dupont, 1936-1938", "p.␣12, M.␣Dupont, 1936–1938"),
            ("Mme J. R. R. Dupont : oui", "Mme J.␣R.␣R.␣Dupont␣: oui"),
            ("Ah... oui", "Ah… oui"),
        ],
    ),
    (
        "fr-CA",
        &[
            ("\"Bonjour\"", "«␣Bonjour␣»"),
            ("Quoi? Oui! Bon; bien: là.", "Quoi? Oui! Bon; bien␣: là."),
        ],
    ),
    (
        "de",
        &[
            (
                "\"Aber--\", sagte er. \"Ja\"--\"Nein\". \"'Aber--'\"",
                "„Aber–“, sagte er. „Ja“␣– „Nein“. „‚Aber–‘“",
            ),
            ("»Aber -- « und »Ja« -- »Nein«", "»Aber␣– « und »Ja«␣– »Nein«"),
            (
                "um 10 Uhr 30, S. 5 f., S. 5 ff., 12 Mio., Bd. II",
                "um 10␣Uhr␣30, S.␣5␣f., S.␣5␣ff., 12␣Mio., Bd.␣II",
            ),
            (
                "Ich--Ich. Die Strecke Berlin--Moskau.",
                "Ich␣– Ich. Die Strecke Berlin–Moskau.",
            ),
            ("1.-3. Mai, am 1. 5. 1990, 10 000", "1.–3.␣Mai, am 1.␣5.␣1990, 10˽000"),
            ("Kapitel 1. 5 Leute", "Kapitel 1. 5 Leute"),
            ("„Er sagte \"ja\" heute\"", "„Er sagte ‚ja‘ heute“"),
            ("\"Hallo\", sagte sie.", "„Hallo“, sagte sie."),
            ("\"Das ist 'unser' Haus\"", "„Das ist ‚unser‘ Haus“"),
            ("z. B. und d. h.", "z.␣B. und d.␣h."),
            ("44 n. Chr., Freiburg i. Br.", "44␣n.␣Chr., Freiburg i.␣Br."),
            ("es kostet US$ 5, nicht 5 $", "es kostet US$␣5, nicht 5␣$"),
            ("das Haus -- leer -- steht", "das Haus␣– leer␣– steht"),
            ("das Haus - leer - steht", "das Haus␣– leer␣– steht"),
            ("1936-1938, S. 12", "1936–1938, S.␣12"),
            ("am 1. Mai 1940", "am 1.␣Mai 1940"),
            ("5 % und 5%", "5˽% und 5%"),
            ("wie geht's", "wie geht’s"),
            ("„schon“ gesetzt", "„schon“ gesetzt"),
            ("Nr. 5, Bd. 3, Dr. Marx", "Nr.␣5, Bd.␣3, Dr.␣Marx"),
            ("Ost- und West-Berlin...", "Ost- und West-Berlin…"),
            ("12 Uhr, 3 km", "12␣Uhr, 3␣km"),
        ],
    ),
    ("de-CH", &[("\"Hallo 'du'\"", "«Hallo ‹du›»")]),
    (
        "es",
        &[
            ("a las 5 p. m. y a las 6 a. m.", "a las 5␣p.␣m. y a las 6␣a.␣m."),
            (
                "\"Dijo: \"Ella dijo 'sí' ayer\", y nada.\"",
                "«Dijo: “Ella dijo ‘sí’ ayer”, y nada.»",
            ),
            ("a las 10 h 30, EE. UU.", "a las 10␣h␣30, EE.␣UU."),
            ("--\"¿Qué?\" --dijo.", "—«¿Qué?» —dijo."),
            (
                "--\"¡Ay!\" ...\"¿qué?\" Y--\"¿qué?\"--dijo.",
                "—«¡Ay!» …«¿qué?» Y—«¿qué?»—dijo.",
            ),
            (
                "--\"nada\". \"Dijo--\"¿qué?\"--y calló\".",
                "—«nada». «Dijo—“¿qué?”—y calló».",
            ),
            ("Dijo:\"¡Ay!\"", "Dijo:«¡Ay!»"),
            (
                "EE. UU., 10 000, « Dijo \"sí\" ayer »",
                "EE.␣UU., 10˽000, « Dijo “sí” ayer »",
            ),
            ("\"Hola\", dijo.", "«Hola», dijo."),
            ("\"Dijo 'no' ayer\"", "«Dijo “no” ayer»"),
            ("--Aquí fue --dijo ella--. Sí.", "—Aquí fue —dijo ella—. Sí."),
            ("¿\"Quién\"?", "¿«Quién»?"),
            ("¡\"Viva\"!", "¡«Viva»!"),
            ("1936-1938, pág. 12", "1936–1938, pág.␣12"),
            ("Sr. López, núm. 5", "Sr.␣López, núm.␣5"),
            ("L. D. Trotsky", "L.␣D.␣Trotsky"),
            ("Bueno...", "Bueno…"),
            ("5 %", "5␣%"),
            ("argentino-mexicano", "argentino-mexicano"),
            ("(\"El asilo\")", "(«El asilo»)"),
            ("«ya» “está”", "«ya» “está”"),
        ],
    ),
    (
        "it",
        &[
            ("\"a \"b 'c' b\" a\" '36-'39", "«a “b ‘c’ b” a» ’36–’39"),
            ("nel 1940 l'Italia, 5 l di latte", "nel 1940 l’Italia, 5␣l di latte"),
            ("\"L'autore dell'\"Opera\" è qui.\"", "«L’autore dell’“Opera” è qui.»"),
            ("\"L'autore dell’\"Opera\".\"", "«L’autore dell’“Opera”.»"),
            ("'L'autore dell''Opera' è qui.'", "«L’autore dell’“Opera” è qui.»"),
            ("Nel '900 dell'\"Avanti!\" si parla.", "Nel ’900 dell’«Avanti!» si parla."),
            (
                "Degli anni '70 all'\"oggi\". Del '68 all'\"autunno caldo\".",
                "Degli anni ’70 all’«oggi». Del ’68 all’«autunno caldo».",
            ),
            ("nell'\"8 settembre\"", "nell’«8␣settembre»"),
            ("\"Disse 'no'\"", "«Disse “no”»"),
            ("'Un po' di tutto'", "«Un po’ di tutto»"),
            ("un po' di 'esempio'", "un po’ di «esempio»"),
            ("\"Ciao\"", "«Ciao»"),
            ("\"dice 'no' lui\"", "«dice “no” lui»"),
            ("l'uomo, un po' di pane", "l’uomo, un po’ di pane"),
            ("dell'\"Iskra\"", "dell’«Iskra»"),
            ("la casa -- vuota -- resta", "la casa␣– vuota␣– resta"),
            ("pp. 12-15", "pp.␣12–15"),
            ("24 maggio 1940", "24␣maggio 1940"),
            ("n. 5, vol. 3", "n.␣5, vol.␣3"),
            ("1936-1938", "1936–1938"),
            ("Ma...", "Ma…"),
            ("c'è", "c’è"),
            ("L. D. Trotsky", "L.␣D.␣Trotsky"),
        ],
    ),
    (
        "el",
        &[
            (
                "\"Πού 'ναι;\" θα 'ρθω, μου 'πε, κι' εγώ, τ' \"άλλο\"",
                "«Πού ’ναι;» θα ’ρθω, μου ’πε, κι’ εγώ, τ’ «άλλο»",
            ),
            (
                "'Ναι,' είπε. 'Πες μου τ' όνομα,' είπε.",
                "«Ναι,» είπε. «Πες μου τ’ όνομα,» είπε.",
            ),
            ("\"a \"b 'c' b\" a\"", "«a “b ‘c’ b” a»"),
            ("20 χλμ., κ. Παπαδόπουλος", "20␣χλμ., κ.␣Παπαδόπουλος"),
            ("\"Ναι\"", "«Ναι»"),
            ("\"είπε 'όχι' χθες\"", "«είπε “όχι” χθες»"),
            ("το σπίτι -- άδειο -- μένει", "το σπίτι␣– άδειο␣– μένει"),
            ("σ. 12, σσ. 12-15", "σ.␣12, σσ.␣12–15"),
            ("1936-1938", "1936–1938"),
            ("Λ. Ντ. Τρότσκι", "Λ.␣Ντ. Τρότσκι"),
            ("Όμως...", "Όμως…"),
            ("6 π.μ.", "6␣π.μ."),
            ("απ' το σπίτι", "απ’ το σπίτι"),
            ("«ήδη» “έτσι”", "«ήδη» “έτσι”"),
            ("Πού πάς;", "Πού πάς;"),
            ("20 km", "20␣km"),
        ],
    ),
    (
        "pt",
        &[
            ("\"a \"b 'c' b\" a\"", "«a “b ‘c’ b” a»"),
            ("\"Olá\"", "«Olá»"),
            ("\"disse 'não' ontem\"", "«disse “não” ontem»"),
            ("a casa -- vazia -- fica", "a casa␣— vazia␣— fica"),
            ("-- Olá, disse.", "— Olá, disse."),
            ("1936-1938", "1936–1938"),
            ("pág. 12", "pág.␣12"),
            ("Sr. Silva", "Sr.␣Silva"),
            ("d'água", "d’água"),
            ("n.º 5", "n.º␣5"),
            ("5 %", "5␣%"),
            ("guarda-chuva", "guarda-chuva"),
            ("Ora...", "Ora…"),
        ],
    ),
    ("pt-BR", &[("\"Olá 'aí'\"", "“Olá ‘aí’”")]),
    (
        "ru",
        &[
            ("\"a \"b 'c' b\" a\"", "«a „b «c» b“ a»"),
            ("\"Но--\", сказал он. \"Да\"--\"Нет\".", "«Но—», сказал он. «Да»␣— «Нет»."),
            (
                "в 10 ч 30 мин, XIX в., XX век, 90 км/ч",
                "в 10␣ч␣30␣мин, XIX␣в., XX␣век, 90␣км/ч",
            ),
            ("« Он \"да\" », 10 000", "« Он „да“ », 10␣000"),
            ("\"\"Правда\" вышла\"", "«„Правда“ вышла»"),
            ("\"Правда\"", "«Правда»"),
            ("\"газета \"Правда\" вышла\"", "«газета „Правда“ вышла»"),
            ("дом -- это музей", "дом␣— это музей"),
            ("дом - это музей", "дом␣— это музей"),
            ("дом — это музей", "дом␣— это музей"),
            ("он жил в доме", "он жил в␣доме"),
            ("если бы он знал, что же ты", "если␣бы он знал, что␣же ты"),
            ("Так ли это? То же самое.", "Так␣ли это? То␣же самое."),
            ("и в доме, а не в нём", "и␣в␣доме, а не␣в␣нём"),
            ("но и не в доме", "но и не␣в␣доме"),
            ("но и не в доме же", "но и не в␣доме␣же"),
            ("и не в том же ли доме", "и не в том␣же␣ли доме"),
            ("и т. д. и т. п.", "и␣т.␣д. и␣т.␣п."),
            ("и в 1940 г. Москва, г. Москва", "и в␣1940␣г. Москва, г.␣Москва"),
            ("в 1940 г. Л. Д. Троцкий", "в␣1940␣г. Л.␣Д.␣Троцкий"),
            ("Л. Д. Троцкий", "Л.␣Д.␣Троцкий"),
            ("№ 5, с. 12", "№␣5, с.␣12"),
            ("1936-1938", "1936–1938"),
            ("20 августа 1940 г.", "20␣августа 1940␣г."),
            ("т. е. завтра", "т.␣е. завтра"),
            ("-- Да, сказал он.", "— Да, сказал он."),
        ],
    ),
    ("pl", &[("\"Tak\" 1936-1938", "“Tak” 1936–1938")]),
];

#[test]
fn every_language_sets_its_own_marks() {
    let mut wrong = Vec::new();
    for (tag, cases) in CASES {
        for (input, output) in *cases {
            let expected = output.replace('␣', "\u{a0}").replace('˽', "\u{202f}");
            let set = set_text(input, &lang(tag));
            let show = |t: &str| t.replace('\u{a0}', "␣").replace('\u{202f}', "˽");
            if set != expected {
                wrong.push(format!(
                    "{tag}: {input}\n  is  {}\n  not {output}",
                    show(&set)
                ));
            }
            let twice = set_text(&set, &lang(tag));
            if twice != set {
                wrong.push(format!("{tag}: {input}\n  twice {}", show(&twice)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn marks_are_paired_over_inlines_and_languages() {
    let (dump, _) = one(
        "en-US",
        "\"*word*\" \"and [dijo \"hola\" ayer]{lang=es} on\" [\"x\" -- y]{.asis} `\"c\"--`\n",
    );
    assert_eq!(
        dump,
        "paragraph “⟨em word⟩” “and ⟨lang=es dijo «hola» ayer⟩ on” ⟨asis \"x\" -- y⟩ \
         ⟨code \"c\"--⟩"
    );
}

#[test]
fn white_space_is_one_space_over_inlines_too() {
    let (dump, _) = one(
        "en-GB",
        "a  b\tc [ d ]{.x}  *e*  [  f ]{.asis} `  g  `  h [ ]{#x} i\\\n   j\n",
    );
    assert_eq!(dump, "paragraph a b c ⟨.x d ⟩⟨em e⟩ ⟨asis f ⟩⟨code  g ⟩ h ⟨#x ⟩i⏎j");
}

#[test]
fn ties_hold_over_inlines() {
    let cases = [
        ("en-GB", "*J.* R. Smith", "⟨em J.⟩␣R.␣Smith"),
        ("en-GB", "J. *R.* [S.]{.x} Smith", "J.␣⟨em R.⟩␣⟨.x S.⟩␣Smith"),
        ("en-GB", "**pp.** 12", "⟨strong pp.⟩␣12"),
        ("en-GB", "*Dr* Smith of *St* Ives", "⟨em Dr⟩␣Smith of ⟨em St⟩␣Ives"),
        (
            "en-GB",
            "**12** km, 12 *km*, 24 *May*",
            "⟨strong 12⟩␣km, 12␣⟨em km⟩, 24␣⟨em May⟩",
        ),
        ("en-GB", "in 1940 *Trotsky* came", "in 1940 ⟨em Trotsky⟩ came"),
        (
            "en-GB",
            "Plan *B.* The end; plan B. *The* end",
            "Plan ⟨em B.⟩ The end; plan B. ⟨em The⟩ end",
        ),
        (
            "en-GB",
            "*Ed*na Smith of *T*he J`r.` R",
            "⟨em Ed⟩na Smith of ⟨em T⟩he J⟨code r.⟩ R",
        ),
        ("ru", "*в* доме, в *доме*, он *же*", "⟨em в⟩␣доме, в␣⟨em доме⟩, он␣⟨em же⟩"),
        ("de", "*z.* B. am *1.* Mai", "⟨em z.⟩␣B. am ⟨em 1.⟩␣Mai"),
    ];
    let mut wrong = Vec::new();
    for (tag, input, output) in cases {
        let (dump, _) = one(tag, &format!("{input}\n"));
        let set = dump.replace('\u{a0}', "␣");
        if set != format!("paragraph {output}") {
            wrong.push(format!("{tag}: {input}\n  is  {set}\n  not paragraph {output}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_figure_with_a_stop_stands_before_a_quote() {
    assert_eq!(set_text("1.-1.'", &lang("en-GB")), "1.-1.’");
    assert_eq!(set_text("'10 000'", &lang("en-GB")), "‘10\u{a0}000’");
}

/// Paragraphs of British speech, and how they are set.
#[test]
fn a_speech_goes_on_in_the_next_paragraph() {
    let cases: &[(&str, &str)] = &[
        (
            "'First para ends here.\n\n'Second para says so.'",
            "paragraph ‘First para ends here.\nparagraph ‘Second para says so.’",
        ),
        (
            "\"One 'two\n\n\"'two continues' one\".",
            "paragraph ‘One “two\nparagraph ‘“two continues” one’.",
        ),
        (
            "He said: 'The workers' \"own\" state.\n\n'*Then* it\n\n'ends,' he said.",
            "paragraph He said: ‘The workers’ “own” state.\nparagraph ‘⟨em Then⟩ it\n\
             paragraph ‘ends,’ he said.",
        ),
        (
            "He took 'is hat.\n\n'Good day,' he said.\n\n'Tis I.\n\n'36 was hard.",
            "paragraph He took ’is hat.\nparagraph ‘Good day,’ he said.\n\
             paragraph ’Tis I.\nparagraph ’36 was hard.",
        ),
        (
            "'Never closed.\n\nNarration.",
            "paragraph ’Never closed.\nparagraph Narration.",
        ),
    ];
    for (text, set) in cases {
        assert_eq!(one("en-GB", text).0, *set);
    }
    let (dump, _) = one("en-GB", "::: verse\n'One\ntwo\n\n'three'\n:::\n");
    assert!(dump.contains("line ‘One") && dump.contains("line ‘three’"), "{dump}");
}

#[test]
fn a_quotation_runs_over_the_lines_of_a_stanza() {
    let (dump, _) = one("en-US", "::: verse\n\"One\ntwo\"\n:::\n");
    assert_eq!(dump, "verse\n  stanza 1\n    line “One\n    line two”");
}

proptest! {
    #[test]
    fn setting_twice_changes_nothing(
        words in prop::collection::vec("[a-zA-Zé1-9]{1,6}|\"|'|--|---|-|\\.\\.\\.|[.,;:!?()«»“”’%]|и|не|в|же|г\\.|Л\\.", 1..20),
        spaces in prop::collection::vec(0..3u8, 20),
        tag in prop::sample::select(vec!["en-GB", "en-US", "fr", "fr-CA", "de", "es", "it", "pt", "ru", "el", "pl"]),
    ) {
        let mut text = String::new();
        for (word, space) in words.iter().zip(spaces) {
            text.push_str(word);
            text.push_str(["", " ", " ", "  "][usize::from(space)]);
        }
        let once = set_text(&text, &lang(tag));
        prop_assert_eq!(set_text(&once, &lang(tag)), once.clone());
        let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&text), letters(&once));
    }

    /// Signs of several bytes stand wherever one of one byte is looked for.
    #[test]
    fn any_sign_may_stand_beside_any_other(
        text in "[01a.,:' ’“«–—\\-…№§°€é/ ]{0,40}",
        tag in prop::sample::select(vec!["en-GB", "en-US", "fr", "de", "es", "pt", "it", "ru"]),
    ) {
        set_text(&text, &lang(tag));
    }

    #[test]
    fn neighbours_across_inlines_are_harmless(
        text in "[*`_a1é \"'.\\-«»:;!?%§]{0,60}",
        tag in prop::sample::select(vec!["en-GB", "en-US", "fr", "de", "es", "ru"]),
    ) {
        one(tag, &text);
    }
}

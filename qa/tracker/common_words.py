"""Words of every asking and of every answer: they tie nothing to anything."""

from index.terms import terms

COMMON = frozenset(
    terms(
        "report reports reported panel commissioner police crime fire request requested requests meeting "
        "meetings member members chair chairman council councillor note noted notes provide provided "
        "bring brought update ask asked recommend recommended recommendation recommendations agree "
        "agreed undertook resolve resolved resolution information details detail present presented "
        "future officer officers chief constable executive date year month minute minutes item full "
        "further write writing written send sent circulate circulated include included publish published make made new "
        "said following point points january february march april may june july august september october "
        "november december 2018 2019 2020 2021 2022 2023 2024 2025 2026 response question cllr mr mrs ms "
        "dr first next last one two action actions set office pfcc pcc opcc opfcc draft paper answer "
        "able each part result results consider considered plan plans also more would week day within "
        "back think again regret regrets work programme addition approve approved force number "
        "figure supply let know outcome find look chase undertake undertaken promise promised happen progress copy "
        "done not no every now shall want wanted show shown up out off put add added come came twice since given "
        "rather keep kept return returned"
    )
)

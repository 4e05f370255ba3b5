"""One thing to mend: where, which rule, and a better wording."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """`file` from the project's root, `line` from 1, so that editors can open it; `says` is what stands there."""

    file: str
    line: int
    rule: str
    says: str
    better: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}\n    says:   {self.says}\n    better: {self.better}"

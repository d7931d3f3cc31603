from themes.models.contact import TargetGroupContact
from themes.models.dropped import Dropped, DroppedTheme
from themes.models.strategy import Initiative, Strategy
from themes.models.target_group import TargetGroup
from themes.models.theme import Theme
from themes.models.theme_editor import ThemeEditor
from themes.models.theme_group import ThemeGroup

__all__ = [
    "Dropped",
    "DroppedTheme",
    "Initiative",
    "Strategy",
    "TargetGroup",
    "TargetGroupContact",
    "Theme",
    "ThemeEditor",
    "ThemeGroup",
]

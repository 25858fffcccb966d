"""The question for the password of an encrypted workbook; the password is kept no longer than the dialog."""

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from raci_studio.core.i18n import _


class PasswordDialog(QDialog):
    """Ask for the password of the file `name`; after a wrong one say so, with the one that was `tried` selected."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tried: str = "", is_wrong: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Password"))
        lines = [_("{name} is protected by a password.").format(name=name)]
        if is_wrong:
            lines.append(_("The password is not right."))
        self.message = QLabel("\n".join(lines), wordWrap=True)
        self.field = QLineEdit(tried, echoMode=QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(_("Password"))
        self.field.setAccessibleDescription(self.message.text())
        self.field.setMinimumWidth(280)
        self.show_box = QCheckBox(_("&Show the password"))
        self.show_box.toggled.connect(self._show)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setEnabled(bool(tried))
        self.field.textChanged.connect(lambda text: self.ok.setEnabled(bool(text)))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(_("&Password:"), self.field)
        form.addRow("", self.show_box)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addLayout(form)
        column.addWidget(buttons)
        self.field.setFocus()
        self.field.selectAll()

    @property
    def password(self) -> str:
        """Return what was typed."""
        return self.field.text()

    def _show(self, shown: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

import Actions

/// What a form would commit: each manifest with what is new in it, and the command that does the same.
struct FormPreview {
  private let form: WebForm
  private let state: FormState

  private static let linesAtMost = 400

  init(_ form: WebForm, _ state: FormState) { (self.form, self.state) = (form, state) }

  func write(_ h: inout HTML) {
    Section.side(&h, "What will be committed") { h in
      guard let draft = state.draft else {
        h("p", .class("muted"), text: "Preview shows the manifest here, once the form says enough for one.")
        return
      }
      guard !draft.files.isEmpty else {
        h("p", .class("muted"), text: "Nothing is changed yet. Preview shows the manifest here.")
        return
      }
      for file in draft.files { write(&h, file) }
    }
    guard let command = form.command(state.values) else { return }
    Section.side(&h, "The same from a terminal") { $0("pre", .class("code"), .focusable, text: command.text) }
  }

  private func write(_ h: inout HTML, _ file: DraftedChange.File) {
    h("pre", .class("code"), .focusable, .label(file.path)) { h in
      h("span", .class("c"), text: file.path)
      h.text("\n\n")
      guard let after = file.after else {
        h("span", .class("down"), text: "This file is removed.")
        return
      }
      let lines = Self.lines(from: file.before ?? "", to: after)
      for (index, line) in lines.prefix(Self.linesAtMost).enumerated() {
        if index > 0 { h.text("\n") }
        switch line {
        case .same(let text): h.text(text)
        case .new(let text): h("span", .class("new")) { $0("ins", text: text) }
        case .gone(let text): h("span", .class("down")) { $0("del", text: text) }
        }
      }
      if lines.count > Self.linesAtMost { h.text("\n…") }
    }
  }

  enum Line: Equatable {
    case same(String)
    case new(String)
    case gone(String)
  }

  /// The lines of a text, with those that it does not have any more where they were.
  static func lines(from before: String, to after: String) -> [Line] {
    func split(_ text: String) -> [String] {
      text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    func shown(_ lines: [String]) -> [String] { lines.last?.isEmpty ?? false ? lines.dropLast() : lines }
    let (old, new) = (shown(split(before)), shown(split(after)))
    guard old.count + new.count <= 4 * linesAtMost else { return new.map { .same($0) } }
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [Line] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if removed.contains(left) {
        lines.append(.gone(old[left]))
        left += 1
      } else if inserted.contains(right) {
        lines.append(.new(new[right]))
        right += 1
      } else {
        lines.append(.same(new[right]))
        (left, right) = (left + 1, right + 1)
      }
    }
    return lines
  }
}

import Manifests

/// A field of a form: its label, its input, what is wrong with it, and what there is to know.
struct FormFieldView {
  private let field: FormField
  private let values: FormValues
  private let problems: [FormProblem]
  private let files: [FormState.File]
  private let links: Links

  init(_ field: FormField, of state: FormState, _ links: Links) {
    self.field = field
    self.links = links
    values = state.values
    files = state.files
    problems = state.problems.filter { $0.field == field.name }
  }

  func write(_ h: inout HTML) {
    switch field.kind {
    case .choices(let options): choices(&h, options)
    case .list: list(&h)
    case .rows(let key, let value): rows(&h, key, value)
    case .fixed(let text): fixed(&h, text)
    case .check: check(&h)
    case .files: sent(&h)
    default:
      h("div") { h in
        h("label", .of(field.id)) { label(&$0) }
        input(&h)
        below(&h)
      }
    }
  }

  private func label(_ h: inout HTML) {
    h.text(field.label)
    guard field.isOptional else { return }
    h.text(" ")
    h("span", .class("opt"), text: "optional")
  }

  private var isWrong: Bool { !problems.isEmpty }
  private var refusalID: String { field.id + "-refusal" }
  private var hintID: String { field.id + "-hint" }
  private var described: Attribute? {
    let ids = (isWrong ? [refusalID] : []) + (field.hint == nil ? [] : [hintID])
    return ids.isEmpty ? nil : .described(by: ids.joined(separator: " "))
  }

  private func input(_ h: inout HTML) {
    let (name, id) = (Attribute.name(field.name), Attribute.id(field.id))
    let (wrong, required): (Attribute?, Attribute?) = (
      isWrong ? .invalid : nil, field.isOptional ? nil : .own("aria-required", "true")
    )
    switch field.kind {
    case .area: h("textarea", name, id, wrong, described, required, text: Self.kept(values.raw(field.name)))
    case .code:
      h(
        "textarea", name, id, .class("code"), .own("rows", "12"), .own("spellcheck", "false"), wrong, described,
        required,
        field.placeholder.map { .placeholder($0) }, text: Self.kept(values.raw(field.name)))
    case .select(let options):
      h("select", name, id, wrong, described) { h in
        for option in options {
          h(
            "option", .value(option.value), option.value == values[field.name] ? .flag("selected") : nil,
            text: option.label)
        }
      }
    case .text(let offers):
      let listID = field.id + "-offers"
      h.void(
        "input", .own("type", "text"), name, id, .value(values.raw(field.name)), wrong, described, required,
        .own("autocomplete", "off"), .own("spellcheck", "false"), offers.isEmpty ? nil : .list(listID))
      if !offers.isEmpty {
        h("datalist", .id(listID)) { h in for offer in offers { h("option", .value(offer)) { _ in } } }
      }
    default: break
    }
  }

  /// A line end at the start of a text area is not part of its text.
  private static func kept(_ text: String) -> String { text.hasPrefix("\n") ? "\n" + text : text }

  // MARK: Several inputs

  private func group(_ h: inout HTML, _ content: (inout HTML) -> Void) {
    h("fieldset", .id(field.id), .own("tabindex", "-1"), described) { h in
      h("legend") { label(&$0) }
      content(&h)
      below(&h)
    }
  }

  private func choices(_ h: inout HTML, _ options: [FormField.Option]) {
    group(&h) { h in
      for (index, option) in options.enumerated() {
        let id = "\(field.id)-\(index)"
        h("div", .class("choice")) { h in
          h.void(
            "input", .own("type", "radio"), .name(field.name), .id(id), .value(option.value),
            option.value == values[field.name] ? .flag("checked") : nil, isWrong ? .invalid : nil,
            option.hint == nil ? nil : .described(by: id + "-hint"))
          h("label", .of(id), text: option.label)
          if let hint = option.hint { h("p", .class("hint"), .id(id + "-hint"), text: hint) }
        }
      }
    }
  }

  private func check(_ h: inout HTML) {
    h("div", .class("choice")) { h in
      h.void(
        "input", .own("type", "checkbox"), .name(field.name), .id(field.id), .own("value", "1"),
        values[field.name].isEmpty ? nil : .flag("checked"), isWrong ? .invalid : nil, described)
      h("label", .of(field.id), text: field.label)
      below(&h)
    }
  }

  private func list(_ h: inout HTML) {
    let texts = values.all(field.name)
    group(&h) { h in
      h("div", .class("several")) { h in
        for (index, text) in (texts.isEmpty ? [""] : texts).enumerated() {
          h.void(
            "input", .own("type", "text"), .name(field.name), .value(text), .label("\(field.label), \(index + 1)"),
            isWrong && isMeant(text) ? .invalid : nil, isWrong && isMeant(text) ? .described(by: refusalID) : nil,
            .own("autocomplete", "off"), .own("spellcheck", "false"))
        }
        another(&h)
      }
    }
  }

  private func rows(_ h: inout HTML, _ key: String, _ value: String) {
    let (keys, texts) = (values.all(field.name + ".key"), values.all(field.name + ".value"))
    let rows = zip(keys, texts).map { ($0, $1) }
    group(&h) { h in
      h("div", .class("several")) { h in
        for (index, row) in (rows.isEmpty ? [("", "")] : rows).enumerated() {
          let isMeant = isWrong && problems.contains { $0.key == nil || $0.key == FormValues.trimmed(row.0) }
          h("div", .class("pair")) { h in
            for (name, label, text) in [("key", key, row.0), ("value", value, row.1)] {
              h.void(
                "input", .own("type", "text"), .name("\(field.name).\(name)"), .value(text),
                .label("\(field.label), \(label) \(index + 1)"), .placeholder(label), isMeant ? .invalid : nil,
                isMeant ? .described(by: refusalID) : nil, .own("autocomplete", "off"), .own("spellcheck", "false"))
            }
          }
        }
        another(&h)
      }
    }
  }

  /// What was sent already, with its type, and more to send.
  private func sent(_ h: inout HTML) {
    group(&h) { h in
      for (index, known) in files.enumerated() {
        let (id, path) = ("\(field.id)-\(index)", known.file.path)
        h("div", .class("choice")) { h in
          h.void(
            "input", .own("type", "checkbox"), .name(FormAnswer.kept), .id(id), .value(known.sealed), .flag("checked"))
          h("label", .of(id)) { h in
            h.text(path)
            h(
              "span", .class("muted"),
              text: " \(NumberText.size(known.file.sizeInBytes)), sha256 \(known.file.digest.hex.prefix(12))…")
          }
          h.void(
            "input", .own("type", "text"), .name(FileTypes.field(path)), .value(FileTypes.type(of: path, values)),
            .label("Type of \(path)"), .own("autocomplete", "off"), .own("spellcheck", "false"))
        }
      }
      h.void(
        "input", .own("type", "file"), .flag("multiple"), .name(field.name), .id(field.id + "-more"),
        .label(files.isEmpty ? "Files to send" : "More files to send"), isWrong ? .invalid : nil,
        isWrong ? .described(by: refusalID) : nil)
    }
  }

  private func another(_ h: inout HTML) {
    h("button", .own("name", "more"), .value(field.name)) { h in
      h.text("Add another")
      h("span", .class("hidden"), text: " to \(field.label)")
    }
  }

  /// True if a problem is about this one of several texts, or does not say about which.
  private func isMeant(_ text: String) -> Bool {
    problems.contains { problem in !problem.message.contains("'") || problem.message.contains("'\(text)'") }
  }

  private func fixed(_ h: inout HTML, _ text: String) {
    h("div", .id(field.id), .own("tabindex", "-1")) { h in
      h("p", .class("label"), text: field.label)
      h("p", .class("soft"), text: text)
      below(&h)
    }
  }

  // MARK: Below

  private func below(_ h: inout HTML) {
    if isWrong {
      h("div", .class("refusal"), .id(refusalID)) { h in
        for problem in problems { refusal(&h, problem) }
      }
    }
    if let hint = field.hint { h("p", .class("hint"), .id(hintID), text: hint) }
  }

  private func refusal(_ h: inout HTML, _ problem: FormProblem) {
    h("p") { h in
      h.markup(Icons.refused)
      h("span", .class("lines"), text: problem.message)
      if let rule = problem.rule {
        h.text(" ")
        h("a", .href(links.rule(rule)), text: rule)
      }
    }
    let text = values[field.name]
    if let better = field.suggest?(text), better != text {
      h("p", .class("help")) { h in
        h.text("Try ")
        h("button", .class("try"), .name("use." + field.name), .value(better), text: better)
      }
    } else if let help = problem.help {
      h("p", .class("help", "lines"), text: help)
    }
  }
}

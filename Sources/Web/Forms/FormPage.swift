import Actions
import Endpoints
import Git

/// A form as a page: what is wrong, the fields, how to record it, and at the side what will be committed.
struct FormPage {
  private let form: WebForm
  private let state: FormState
  private let context: PageContext

  init(_ form: WebForm, _ state: FormState, _ context: PageContext) {
    (self.form, self.state, self.context) = (form, state, context)
  }

  func page() throws -> Page {
    let mayCommit = try context.may(form.right.right, in: form.right.place)
    let body = HTML { h in
      h("div", .class("columns", "wide-side", "top")) { h in
        h("div") { h in
          summary(&h)
          if let notes = form.notes { h("div", .class("notes")) { $0.append(notes) } }
          h(
            "form", .class("form"), .own("method", "post"), .action(context.links.same(context.path, [])),
            takesFiles ? .own("enctype", "multipart/form-data") : nil
          ) { h in
            carried(&h)
            for field in form.fields { FormFieldView(field, of: state, context.links).write(&h) }
            record(&h, mayCommit)
            buttons(&h)
          }
          if let after = form.after { h("div", .class("stack", "after")) { $0.append(after) } }
        }
        h("aside", .class("side"), .label("What will be committed")) { h in
          FormPreview(form, state).write(&h)
          if let side = form.side { h.append(side) }
        }
      }
    }
    var page = Page(form.title, body: body)
    page.crumbs = form.crumbs
    page.lead = form.lead
    return page
  }

  private var takesFiles: Bool { form.fields.contains { if case .files = $0.kind { true } else { false } } }

  /// Everything that is wrong, in one place that has the focus; what belongs to a field leads there.
  private func summary(_ h: inout HTML) {
    guard !state.problems.isEmpty else {
      guard state.isPreview else { return }
      h("p", .class("done"), .own("role", "status"), .own("tabindex", "-1"), .flag("autofocus")) { h in
        h.text("Nothing is committed yet. The rules find nothing against it")
        h.text(state.warnings.isEmpty ? "." : ", but:")
        for warning in state.warnings { h("span", .class("note", "lines"), text: warning.message) }
      }
      return
    }
    h("div", .class("errors"), .own("role", "alert"), .own("tabindex", "-1"), .id("errors"), .flag("autofocus")) { h in
      h("h2", text: heading)
      h("ul") { h in
        for problem in state.problems {
          h("li") { h in
            let field = problem.field.flatMap { name in (form.fields + Self.recording).first { $0.name == name } }
            if let field {
              h("a", .href(Address(own: "#" + field.id)), text: "\(field.label): \(problem.message)")
            } else {
              h("span", .class("lines"), text: problem.message)
              if let help = problem.help { h("span", .class("lines"), text: " – \(help)") }
              if let rule = problem.rule {
                h.text(" ")
                h("a", .href(context.links.rule(rule)), text: rule)
              }
            }
          }
        }
      }
    }
  }

  private var heading: String {
    let rules = state.problems.count { $0.rule != nil }
    switch (state.status, rules) {
    case (409, _): return "Not sent: somebody was faster"
    case (_, 0):
      return state.problems.count == 1 ? "Not committed" : "Not committed: \(state.problems.count) things are wrong"
    case (_, 1): return "Not committed: a rule refuses it"
    default: return "Not committed: \(rules) findings of the rules refuse it"
    }
  }

  /// What the page knows of itself. The first button is what Enter presses.
  private func carried(_ h: inout HTML) {
    FormToken.write(&h, context)
    for (name, value) in [("page", state.number), ("commit", state.commit)] {
      h.void("input", .hiddenInput, .name(name), .value(value))
    }
    h("button", .class("hidden"), .hidden, .own("tabindex", "-1"), text: form.submit)
  }

  // MARK: How to record it

  /// Beside the form's own.
  static let recording: [FormField] = [
    FormField("how", "How to record it", .choices([])), FormField("branch", "Branch", isOptional: true),
    FormField("message", "Commit message", isOptional: true),
  ]

  private func record(_ h: inout HTML, _ mayCommit: Bool) {
    let main = context.branch
    let who = context.viewer.email.map { "\(context.viewer.name) <\($0)>" } ?? context.viewer.name
    var options: [FormField.Option] = []
    if mayCommit { options.append(.init("commit", "Commit to \(main)", hint: "At once, as \(who).")) }
    options.append(.init("propose", "Propose on a branch", hint: "Others review it first."))
    var values = state.values
    if !options.contains(where: { $0.value == values["how"] }) { values.set("how", options[0].value) }
    var shown = state
    shown.values = values
    let branch = form.branch(values)
    let message = state.draft?.message.split(separator: "\n").first.map(String.init)
    let fields = [
      FormField(
        "how", "How to record it", .choices(options),
        hint: mayCommit ? nil : "You cannot commit this to \(main) yourself. \(form.approvers)"),
      FormField(
        "branch", "Branch", isOptional: true, hint: "Of the proposal. It is called \(branch) if this is empty."),
      FormField(
        "message", "Commit message", .area, isOptional: true,
        hint: message.map { "“\($0)” if this is empty." } ?? "It says what was done if this is empty."),
    ]
    for field in fields { FormFieldView(field, of: shown, context.links).write(&h) }
  }

  private func buttons(_ h: inout HTML) {
    h("div", .class("actions")) { h in
      h("button", form.isDangerous ? .class("primary", "danger") : .class("primary"), text: form.submit)
      h("button", .own("name", "preview"), .own("value", "1"), text: "Preview")
      h("a", .class("button", "plain"), .href(form.cancel), text: "Cancel")
    }
  }
}

import Access
import Actions
import Endpoints
import GitObjects

/// Answers a form: shows it, and makes a commit of what is sent, or shows it again with what is wrong.
struct FormAnswer: Sendable {
  let pages: PageReader
  let route: FormRoute
  let request: ServerRequest
  let results: FormResults

  /// The form as it is opened.
  func page() async throws -> ServerResponse {
    try await pages.read(request) { [self] context in
      do {
        let form = try route.form(context, WebRoute.Captures(request.captures), FormInput())
        let state = FormState(
          values: try start(form, context), commit: "\(context.sight.whole.commit.id)", number: Self.newNumber())
        return try answer(form, drafted(state, form, context), context)
      } catch {
        guard case .page(let page, let status) = try ProblemPage.outcome(error, context) else { throw error }
        return PageAnswer.page(Frame.write(page, in: context), status, nil)
      }
    }
  }

  /// What came of sending it.
  func post() async throws -> ServerResponse {
    // A page of another site, or of another port of this machine, makes a browser send what it is known by.
    guard SameOrigin.holds(request.headers, mayBeSilent: !request.principal.isAmbient) else {
      throw RequestError.forbidden
    }
    guard route.takesFiles, FormBody.type(request) == "multipart/form-data" else {
      return try await post(try await FormBody.read(request))
    }
    let upload = try await UploadedForm(request, into: pages.repository.blobs)
    let sealed = upload.files.map { $0.sealed(pages.seal, for: request.principal, in: registry) }
    var values = upload.values
    values.set(Self.kept, values.all(Self.kept) + sealed)
    defer { withExtendedLifetime(upload) {} }
    return try await post(values)
  }

  /// The field of files that were sent already.
  static let kept = "kept"

  private var registry: String { request.captures["registry"] ?? "" }

  func files(_ values: FormValues) -> [FormState.File] {
    var seen: Set<String> = []
    // Of two files with one name, the one that was sent last counts.
    return values.all(Self.kept).reversed().compactMap { sealed in
      guard let file = UploadedFile(sealed, pages.seal, for: request.principal, in: registry),
        seen.insert(file.path).inserted
      else { return nil }
      return FormState.File(file: file, sealed: sealed)
    }.reversed()
  }

  func form(_ context: PageContext, _ values: FormValues) throws -> WebForm {
    let input = FormInput(values: values, files: files(values).map(\.file))
    return try route.form(context, WebRoute.Captures(request.captures), input)
  }

  private func post(_ typed: FormValues) async throws -> ServerResponse {
    let isOfOurs = try FormToken.isGood(typed, pages.seal, request.principal)
    var sent = try await SentForm(typed, self)
    guard isOfOurs else {
      sent.state.problems = [FormProblem(FormToken.refusal)]
      sent.state.status = 403
      return try await show(sent.state)
    }
    if let state = sent.changed() { return try await show(state) }
    guard sent.conflicts.isEmpty else {
      sent.state.problems = sent.conflicts
      sent.state.status = 409
      return try await show(sent.state)
    }
    if typed.has("preview") { return try await show(preview(sent)) }
    let number = [request.principal.claim ?? "", request.path, TokenSecret.digest(of: sent.fingerprint)]
    let attempt = try await results.attempt(number.joined(separator: "\n")) { [sent] in try await land(sent) }
    switch attempt {
    case .landed(let response): return response
    case .refused(let state): return try await show(state)
    }
  }

  // MARK: Showing it

  private func show(_ state: FormState) async throws -> ServerResponse {
    try await pages.read(request) { [self] context in
      let form = try form(context, state.values)
      return try answer(form, state.draft == nil ? drafted(state, form, context) : state, context)
    }
  }

  private func answer(_ form: WebForm, _ state: FormState, _ context: PageContext) throws -> ServerResponse {
    let page = try FormPage(form, state, context).page()
    return PageAnswer.page(Frame.write(page, in: context), state.status, nil)
  }

  private func start(_ form: WebForm, _ context: PageContext) throws -> FormValues {
    var values = try form.state(context.find)
    for name in Set(form.initial.items.map(\.name)) { values.set(name, form.initial.all(name)) }
    return values
  }

  /// With the manifest that would be written, if enough is typed for one.
  private func drafted(_ state: FormState, _ form: WebForm, _ context: PageContext) -> FormState {
    var state = state
    guard form.command(state.values) != nil else { return state }
    // What keeps it from being made is said once it is sent.
    state.draft = try? Self.draft(form.actions(state.values), by: request.principal, nil, context)
    return state
  }

  private static func newNumber() -> String { String(TokenSecret.make().text.dropFirst(4)) }
}

import Access
import Endpoints

/// The address of a form, as data: the right that opening it and sending it need, and the function that makes it.
struct FormRoute: Sendable {
  let pattern: String
  let need: Route.Need
  /// True if files may be sent along.
  let takesFiles: Bool
  let form: @Sendable (PageContext, WebRoute.Captures, FormInput) throws -> WebForm

  init(
    _ pattern: String, _ need: Route.Need,
    _ form: @escaping @Sendable (PageContext, WebRoute.Captures) throws -> WebForm
  ) {
    self.init(pattern, need, takesFiles: false) { context, path, _ in try form(context, path) }
  }

  init(
    _ pattern: String, _ need: Route.Need, takesFiles: Bool,
    _ form: @escaping @Sendable (PageContext, WebRoute.Captures, FormInput) throws -> WebForm
  ) {
    self.pattern = pattern
    self.need = need
    self.takesFiles = takesFiles
    self.form = form
  }
}

/// What was sent so far: a form may ask other things for it.
struct FormInput: Sendable {
  var values = FormValues()
  /// In the store, and named by nothing yet.
  var files: [UploadedFile] = []
}

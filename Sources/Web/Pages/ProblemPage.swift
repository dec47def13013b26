import Actions
import BlobStore
import Diagnostics
import Endpoints
import Git
import Query

/// What went wrong, as a page of the same frame, or as a plain one where nobody is known or nothing may be told.
enum ProblemPage {
  /// - Throws: what is the server's own fault: its text names files of the machine.
  static func outcome(_ error: any Error, _ context: PageContext) throws -> Outcome {
    let (status, message, help, excerpt): (Int, String, String?, String?)
    switch error {
    case let error as FilterError: (status, message, help, excerpt) = (400, error.message, error.help, error.excerpt)
    default:
      let failure = ActionFailure(error)
      (status, message, help, excerpt) = (failure.kind.status, failure.message, failure.help, nil)
    }
    guard status < 500 else { throw error }
    var page = Page(
      title(status),
      body: HTML { h in
        h("div", .class("card", "pad", "nothing")) { h in
          h("p", text: message)
          if let excerpt { h("pre", .class("caret"), text: excerpt) }
          if let help { h("p", .class("muted"), text: help) }
        }
      })
    page.section = .none
    page.crumbs = [RegistryPage.crumb(context)]
    return .page(page, status: status)
  }

  /// Of what the store of content and the pool of handles refuse.
  private static func status(_ error: any Error) -> Int? {
    switch error {
    case BlobStoreError.tooLarge, BlobStoreError.full: 413
    case RepositoryPoolError.busy: 429
    default: nil
    }
  }

  private static func known(_ error: any Error) -> any Error {
    status(error) == nil ? error : ActionFailure(.conflict, text: "\(error)")
  }

  private static func title(_ status: Int) -> String {
    switch status {
    case 400: "That cannot be read"
    case 401: "Sign in"
    case 403: "You may not do that"
    case 404: "Not found"
    case 405: "Not with this method"
    case 409: "It does not fit"
    case 413: "Too large"
    case 429, 503: "Not now"
    default: "Something went wrong"
    }
  }

  /// What is said before anything is known of the registry: the same for what is hidden and for what is not there.
  static func plain(_ error: any Error) -> ServerResponse {
    let (status, message): (Int, String)
    switch error as? RequestError {
    case .unauthenticated:
      (status, message) = (
        401,
        "Only members see what is here. On your own machine, open the address that git registry serve printed; it works once."
      )
    case .forbidden: (status, message) = (403, "Your role does not allow this here.")
    case .notFound: (status, message) = (404, "There is nothing here, or nothing that you may see.")
    case .methodNotAllowed: (status, message) = (405, "This address does not take this method.")
    case .tooLarge(let limit): (status, message) = (413, "More than \(limit) bytes were sent.")
    case .malformed(let text): (status, message) = (400, text)
    case nil:
      let failure = ActionFailure(Self.known(error))
      status = Self.status(error) ?? failure.kind.status
      message = status < 500 ? failure.message : "The server could not do this now. Its log says why."
    }
    let links = Links(base: "", at: nil, .all)
    let html = Frame.document(title: "\(title(status)) · git registry", theme: nil, links) { h in
      h("header", .class("bar")) { $0("div") { Frame.brand(&$0, "git registry", links) } }
      h("main", .class("page"), .id("main")) { h in
        h("div", .class("head")) { $0("div") { $0("h1", text: title(status)) } }
        h("div", .class("card", "pad", "nothing")) { $0("p", .class("lines"), text: message) }
      }
    }
    var response = PageAnswer.page(html, status, nil)
    if status == 401 { response.headers.append(("WWW-Authenticate", "Bearer realm=\"git registry\"")) }
    if status == 429 || status == 503 { response.headers.append(("Retry-After", "1")) }
    return response
  }
}

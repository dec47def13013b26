package import Git
import Glibc

/// Where the hook learns who pushes. The administrator says so at installation; the hook never guesses.
package enum ActorSource: Hashable, Sendable, CustomStringConvertible {
  case host(Host)
  /// The account that the hook runs as.
  case os
  /// A variable that the host sets: `env:NAME`.
  case environment(String)
  /// The commits themselves: the member whose key signed the new tip of the protected branch.
  case signature

  /// Hosts that name the pusher in a variable of the hook's environment, each with its documentation.
  package enum Host: String, Sendable, CaseIterable {
    case gitlab, gitea, github, gitolite, http

    var variable: String {
      switch self {
      case .gitlab: "GL_USERNAME"  // https://docs.gitlab.com/administration/server_hooks/
      case .gitea: "GITEA_PUSHER_NAME"  // gitea and forgejo: modules/repository/env.go
      case .github: "GITHUB_USER_LOGIN"  // GitHub Enterprise Server: pre-receive hook environment
      case .gitolite: "GL_USER"  // https://gitolite.com/gitolite/dev-notes.html
      case .http: "REMOTE_USER"  // git-http-backend(1)
      }
    }
  }

  /// The words that ``init(_:)`` takes, for help and suggestions.
  package static let choices = Host.allCases.map(\.rawValue) + ["os", "signature", "env:NAME"]

  package init?(_ text: String) {
    if let host = Host(rawValue: text) {
      self = .host(host)
    } else if text == "os" {
      self = .os
    } else if text == "signature" {
      self = .signature
    } else if text.hasPrefix("env:"),
      text.dropFirst(4).allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }), text.count > 4
    {
      self = .environment(String(text.dropFirst(4)))
    } else {
      return nil
    }
  }

  package var description: String {
    switch self {
    case .host(let host): host.rawValue
    case .os: "os"
    case .signature: "signature"
    case .environment(let name): "env:\(name)"
    }
  }

  /// True if nobody but members may push, to whatever reference: `registry.branches` of the configuration says so, or, unless it is
  /// set, whoever vouches for the name does not itself judge who may push to branches and tags.
  ///
  /// - Throws: ``GitError`` if the setting is neither `members` nor `anyone`.
  func isForMembers(in repository: Repository) throws(GitError) -> Bool {
    switch try repository.configuration("registry.branches") {
    case "members": return true
    case "anyone": return false
    case let other?:
      throw GitError(
        operation: "read the configuration", reason: .other(0),
        detail: "registry.branches is '\(other)', and must be 'members' or 'anyone'")
    case nil:
      switch self {
      case .os, .environment, .host(.http): return true
      case .host(.gitlab), .host(.gitea), .host(.github), .host(.gitolite), .signature: return false
      }
    }
  }

  /// What must stand before a line that the host's web pages are to show.
  ///
  /// Source: https://docs.gitlab.com/administration/server_hooks/#custom-error-messages
  var errorPrefix: String { self == .host(.gitlab) ? "GL-HOOK-ERR: " : "" }

  /// The name that the host gives; nil if it gives none, and if signatures name the actor.
  package func actor() throws(GitError) -> String? {
    switch self {
    case .host(let host): Self.value(of: host.variable)
    case .environment(let name): Self.value(of: name)
    case .os: try Repository.accountName()
    case .signature: nil
    }
  }

  private static func value(of variable: String) -> String? {
    guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}

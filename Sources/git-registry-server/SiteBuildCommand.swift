import Actions
import ArgumentParser
import Diagnostics
import Git
import Manifests
import ServeOptions
import Web

/// `git registry site build`: the pages as files.
struct SiteBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "build", abstract: "Write the pages as files.")

  @OptionGroup var options: SiteOptions

  /// GitHub Pages takes no more; nor does GitLab, unless it is told to.
  private static let filesAtMost = 100_000
  private static let bytesAtMost: Int64 = 1_000_000_000

  func run() throws {
    do { try build() } catch let failure as ActionFailure { throw ValidationError("\(failure)") }
  }

  private func build() throws {
    let repository = try Repository.open(at: ".")
    let commit = try options.at.map { try RevisionScope(repository: repository, root: nil).commit($0) }
    let reader = try RegistryReader(repository, commit: commit ?? repository.headCommit())
    try reader.bringAll()
    let folder = try SiteFolder(options.folder)
    let site = try SiteBuild(of: reader, choice)
    if site.paths.count > Self.filesAtMost {
      Console.note(
        "warning: \(site.paths.count) files are more than the \(Self.filesAtMost) that Pages take; --versions newest:N makes fewer\n"
      )
    }
    let changes = try folder.update(to: site.paths, by: site.write)
    if changes.sizeInBytes > Self.bytesAtMost {
      Console.note("warning: the site is larger than the 1 GB that Pages take; --versions newest:N makes it smaller\n")
    }
    Console.say(
      "\(EscapedText.line(options.folder)): \(changes.files) files, \(changes.written) written, \(changes.removed) removed\n"
    )
  }

  private var choice: SiteChoice {
    let versions: SiteChoice.Versions =
      switch options.versions {
      case .all, nil: .all
      case .aliased: .aliased
      case .newest(let count): .newest(count)
      }
    return SiteChoice(
      Set(options.included.compactMap(Visibility.init)), versions: versions, base: options.base, source: options.source)
  }
}

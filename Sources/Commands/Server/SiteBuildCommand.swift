import ArgumentParser
import ServeOptions

struct SiteBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Write a site: registries, models, versions, candidates, comparisons, history, rules.",
    discussion: """
      The pages that git registry serve shows, to be read only, as files with relative links: they work below any address, on GitHub \
      Pages or GitLab Pages, and from a folder. Registries that --include leaves out leave no trace. Files of versions are not copied; \
      with --source, pages link to the server that has them.

      The same commit gives the same bytes. The next build into the folder writes only what differs and removes what went; files that a \
      build did not write are never touched.

      EXAMPLES
        git registry site build public
        git registry site build pages --include public,organization --base https://acme.github.io/models
        git registry site build pages --versions newest:20 --source https://models.acme.org
      """)

  @OptionGroup var options: SiteOptions

  @OptionGroup var place: RepositoryOption

  func run() throws { try ServerProgram.become(["site", "build"] + options.words) }
}

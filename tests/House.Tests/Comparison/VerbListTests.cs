using SegFunctions.Benchmarks.Comparison;

namespace SegFunctions.House.Tests.Comparison;

public sealed class VerbListTests
{
    [Fact]
    public void Reads_the_names_of_the_commands_and_nothing_else() => Assert.Equal(
        ["serve", "segment", "second-prompt"],
        VerbList.Read(
        [
            "Description:",
            "  Segmentation on this machine.",
            "",
            "Options:",
            "  --version        Show version information",
            "",
            "Commands:",
            "  serve            Run the whole stack on this machine until Ctrl-C.",
            "  segment <files>  Cut out what words say.",
            "                   Exit code 0 only if every picture succeeded.",
            "  second-prompt",
            "",
            "  not a verb",
        ]));

    [Fact]
    public void A_program_without_commands_has_none() => Assert.Empty(VerbList.Read(["Usage:", "  thing [options]"]));
}

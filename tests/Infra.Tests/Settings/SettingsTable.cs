using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Settings;

/// <summary>The tables of <c>docs/settings.md</c>.</summary>
internal static class SettingsTable
{
    public const string File = "docs/settings.md";

    /// <summary>Set by <c>infra/</c>.</summary>
    public const string Bicep = "Bicep";

    /// <summary>Its default applies in Azure too.</summary>
    public const string Default = "default";

    /// <summary>Set where there is no identity: on a single machine, or by hand.</summary>
    public const string Machine = "one machine";

    /// <param name="heading">The table's heading.</param>
    public static IReadOnlyList<Row> Read(string heading)
    {
        var rows = Repository.Read(File).Split('\n')
            .SkipWhile(line => line != $"## {heading}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Row(cells[1].Trim('`'), cells[2].Trim('`'), cells[3], cells[4]))
            .ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    /// <param name="SetBy"><see cref="Bicep"/>, <see cref="Default"/> or <see cref="Machine"/>.</param>
    internal sealed record Row(string Name, string Default, string SetBy, string Meaning);
}

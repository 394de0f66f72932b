using System.CommandLine;

namespace SegFunctions.Local.Commands;

/// <summary>Where any number of file names is taken, an option that nobody knows would pass for one.</summary>
internal static class MistypedOptions
{
    private const int MaxSlips = 3;

    /// <summary>Refuses names that begin like an option and are not files, with the nearest option of the command.</summary>
    public static void Refuse(Argument<string[]> files, Command command) => files.Validators.Add(result =>
    {
        foreach (var name in result.Tokens.Select(token => token.Value).Where(name => name.StartsWith('-') && name.Length > 1 && !File.Exists(name)))
        {
            result.AddError($"'{name}' is neither a file nor an option of {command.Name}.{Suggest(name, command)}");
        }
    });

    private static string Suggest(string name, Command command)
    {
        var nearest = command.Options.Select(option => option.Name).MinBy(option => Slips(name, option));
        return nearest is not null && Slips(name, nearest) <= MaxSlips ? $" Did you mean {nearest}?" : "";
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Slips(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

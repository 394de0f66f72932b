namespace SegFunctions.Models.Catalogue;

/// <summary>A network that can be installed. Its kind is its type: each sealed record derived from this one is a kind.</summary>
public abstract record ModelEntry
{
    /// <summary>Unique in the catalogue, and the name of the model's folder in the cache: lower-case letters, digits, <c>-</c> and <c>.</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One line for human readers.</summary>
    public required string Description { get; init; }

    public required ModelLicense License { get; init; }

    /// <summary>The origin of the files.</summary>
    public required ModelSource Source { get; init; }

    /// <summary>Exactly one file per role that the kind requires.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>The prompts that the model can answer.</summary>
    public abstract ModelAbility Ability { get; }

    /// <summary>The roles that the kind requires.</summary>
    internal abstract IReadOnlyList<ModelFileRole> Roles { get; }

    /// <exception cref="KeyNotFoundException">The kind has no such role.</exception>
    public ModelFile GetFile(ModelFileRole role) =>
        Files.FirstOrDefault(file => file.Role == role) ?? throw new KeyNotFoundException($"Model '{Name}' has no file for the role {role}.");

    /// <summary>The faults of this kind's parameters; empty if they are valid.</summary>
    internal abstract IEnumerable<string> FindParameterFaults();
}

/// <summary>What is known about the license of a model's weights.</summary>
/// <param name="Package">The package's stated SPDX identifier.</param>
/// <param name="Upstream">Where the architecture and weights come from, and under which terms.</param>
public sealed record ModelLicense(string Package, string Upstream);

/// <summary>What a model can answer, by which the models for a prompt are chosen.</summary>
public enum ModelAbility
{
    /// <summary>Where the objects named by a word are. Several models answer together.</summary>
    Words,

    /// <summary>Which pixels belong to the object that a point or a box marks.</summary>
    Marks,

    /// <summary>Which pixels belong to the main subject.</summary>
    Subject,

    /// <summary>Where the objects are that are named by words which the models for <see cref="Words"/> do not know.</summary>
    MoreWords,

    /// <summary>Where text is.</summary>
    Writing,

    /// <summary>Where people's faces are.</summary>
    Faces,
}

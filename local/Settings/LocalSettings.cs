namespace SegFunctions.Local.Settings;

/// <summary>Settings that apply to every command. Flags override the environment, which overrides the file; null means not set.</summary>
internal sealed record LocalSettings
{
    /// <summary>The key used for servers, and given to the servers that this program starts.</summary>
    public const string DefaultApiKey = "local-dev-key";

    /// <summary>Base URL of a running server, <c>SEG_SERVER</c>.</summary>
    public string? Server { get; init; }

    /// <summary><c>SEG_API_KEY</c>; <see cref="DefaultApiKey"/> by default.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Folder of the server's state, <c>SEG_DATA</c>.</summary>
    public string? Data { get; init; }

    /// <summary>Folder for downloads, <c>SEG_CACHE</c>.</summary>
    public string? Cache { get; init; }

    /// <summary>Where <c>serve</c> listens, <c>SEG_PORT</c>; 7071 by default.</summary>
    public int? Port { get; init; }

    /// <summary>Number of inference processes, <c>SEG_WORKERS</c>; 1 by default.</summary>
    public int? Workers { get; init; }

    /// <summary>Where the networks run: <c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>, <c>SEG_PROVIDER</c>; <c>cpu</c> by default.</summary>
    public string? Provider { get; init; }

    /// <summary>The added model for text prompts, <c>SEG_TEXT_MODEL</c>; the built-in detectors by default.</summary>
    public string? TextModel { get; init; }

    /// <summary>The model that finds the subject, <c>SEG_SUBJECT_MODEL</c>; the built-in one by default.</summary>
    public string? SubjectModel { get; init; }

    /// <summary>The model for points and boxes, <c>SEG_MARKS_MODEL</c>; the built-in one by default.</summary>
    public string? MarksModel { get; init; }
}

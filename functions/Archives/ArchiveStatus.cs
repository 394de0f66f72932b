namespace SegFunctions.Archives;

public enum ArchiveStatus
{
    /// <summary>Asked for, not begun.</summary>
    Pending,

    Building,

    Ready,

    /// <summary>Asking again starts over.</summary>
    Failed,
}

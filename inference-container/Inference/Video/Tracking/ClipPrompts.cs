using SegFunctions.Contract;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>A job's prompts for a clip.</summary>
/// <param name="Words">The words among them.</param>
/// <param name="Objects">The objects that points and boxes mark.</param>
internal sealed record ClipPrompts(PromptPlan Words, IReadOnlyList<MarkedObject> Objects)
{
    /// <exception cref="InferenceException">No prompt can be answered, or a kind of prompt is not for videos.</exception>
    public static ClipPrompts Make(IReadOnlyList<Prompt> prompts, IVocabulary vocabulary)
    {
        if (prompts.OfType<SubjectPrompt>().Any())
        {
            throw new InferenceException(InferenceErrorCode.InferenceFailed, "A video is asked for with words, points or boxes; the subject alone is for pictures.");
        }

        if (prompts.Any(prompt => prompt is TextPrompt { Negative: true }))
        {
            throw new InferenceException(InferenceErrorCode.InferenceFailed, "negativePrompts is for type image only.");
        }

        if (prompts.Any(prompt => prompt is ExemplarsPrompt or TextPrompt { Exemplars.Count: > 0 }))
        {
            throw new InferenceException(InferenceErrorCode.InferenceFailed, "exemplars is for type image only.");
        }

        var words = PromptPlan.MakeOfWords(prompts, vocabulary);
        var marked = prompts.Index()
            .Where(entry => entry.Item is PointsPrompt or BoxPrompt)
            .GroupBy(entry => NumberOf(entry.Item) is { } number ? (Own: -1, number) : (entry.Index, 0))
            .Select((ofObject, index) => MarkedObject.Of(index, [.. ofObject]))
            .ToList();
        return words.Words.Count + marked.Count > 0 ? new ClipPrompts(words, marked) : throw words.NothingToAnswer();
    }

    /// <summary>Frames that are processed whatever the sampling: indexes among the decoded frames.</summary>
    public IReadOnlyCollection<int> Frames => [.. Objects.SelectMany(marked => marked.Marks.Select(mark => mark.Frame)).Distinct().Order()];

    /// <summary>Whether an object is marked on a frame.</summary>
    public bool HasMarks => Objects.Count > 0;

    private static long? NumberOf(Prompt prompt) => prompt switch
    {
        PointsPrompt points => points.ObjectNumber,
        BoxPrompt box => box.ObjectNumber,
        _ => null,
    };
}

/// <summary>An object that prompts mark on one frame or several.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Prompts">Indexes of the prompts that mark it, ascending.</param>
/// <param name="Label">The label of its first mark.</param>
/// <param name="Marks">In order of time.</param>
internal sealed record MarkedObject(int Number, IReadOnlyList<int> Prompts, string Label, IReadOnlyList<FrameMark> Marks)
{
    public static MarkedObject Of(int number, IReadOnlyList<(int Index, Prompt Prompt)> prompts)
    {
        var marks = prompts.GroupBy(entry => FrameOf(entry.Prompt)).OrderBy(onFrame => onFrame.Key)
            .Select(onFrame => FrameMark.Of(onFrame.Key, [.. onFrame.Select(entry => entry.Prompt)]))
            .ToList();
        return marks.Find(mark => mark.Mark is not null) is { Mark.Label: var label }
            ? new MarkedObject(number, [.. prompts.Select(entry => entry.Index)], label, marks)
            : throw new InferenceException(InferenceErrorCode.InferenceFailed, "An object is marked with points in the background alone.");
    }

    private static int FrameOf(Prompt prompt) => prompt is BoxPrompt box ? box.Frame : ((PointsPrompt)prompt).Frame;
}

/// <summary>How an object is marked on one frame.</summary>
/// <param name="Frame">Index among the decoded frames.</param>
/// <param name="Mark">The mark; null if there are only background points, which correct the mask that was followed to this frame.</param>
/// <param name="Corrections">The background points if there is nothing else; otherwise empty.</param>
internal sealed record FrameMark(int Frame, Mark? Mark, IReadOnlyList<PromptPoint> Corrections)
{
    public static FrameMark Of(int frame, IReadOnlyList<Prompt> prompts)
    {
        PromptPoint[] points = [.. prompts.SelectMany(prompt => (prompt is BoxPrompt box ? box.Points : ((PointsPrompt)prompt).Points) ?? [])];
        return prompts.OfType<BoxPrompt>().FirstOrDefault() is { } first
            ? new FrameMark(frame, Mark.Of(first with { Points = points }), [])
            : points.Any(point => point.Foreground) ? new FrameMark(frame, Mark.Of(new PointsPrompt(points)), []) : new FrameMark(frame, null, points);
    }
}

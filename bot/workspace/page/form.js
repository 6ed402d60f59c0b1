// What a person filled in on one message, modal or Home: choices by block and action.

/** The bare choice inside one of Slack's state values; undefined when there is none. */
export function choiceOf(value) {
  if (!value) return undefined;
  if ("value" in value) return value.value;
  if ("selected_option" in value) return value.selected_option?.value ?? null;
  if ("selected_options" in value) return (value.selected_options ?? []).map((option) => option.value);
  const name = Object.keys(value).find((key) => key.startsWith("selected_"));
  return name ? value[name] : undefined;
}

const INITIAL = {
  plain_text_input: (e) => e.initial_value,
  static_select: (e) => e.initial_option?.value,
  radio_buttons: (e) => e.initial_option?.value,
  checkboxes: (e) => e.initial_options?.map((option) => option.value),
  multi_static_select: (e) => e.initial_options?.map((option) => option.value),
  datepicker: (e) => e.initial_date,
  timepicker: (e) => e.initial_time,
  users_select: (e) => e.initial_user,
  multi_users_select: (e) => e.initial_users,
  conversations_select: (e) => e.initial_conversation,
  multi_conversations_select: (e) => e.initial_conversations,
  channels_select: (e) => e.initial_channel,
  multi_channels_select: (e) => e.initial_channels,
};

/** All elements of blocks as {blockId, element, input}. */
export function elementsOf(blocks) {
  return blocks.flatMap((block) => {
    const elements =
      block.type === "input"
        ? [block.element]
        : block.type === "section"
          ? [block.accessory].filter(Boolean)
          : block.type === "actions"
            ? block.elements
            : [];
    return elements
      .filter((element) => element.action_id)
      .map((element) => ({ blockId: block.block_id, element, input: block.type === "input" }));
  });
}

/** Whether a choice can still be made: an element's options may have changed under it. */
function fits(element, choice) {
  const options = element.options ?? element.option_groups?.flatMap((group) => group.options);
  if (!options) return true;
  const values = options.map((option) => option.value);
  return [choice].flat().every((value) => value === null || values.includes(value));
}

const keyOf = (blockId, actionId) => JSON.stringify([blockId, actionId]);

export class Form {
  constructor() {
    this.choices = new Map();
    this.blocks = [];
  }

  /** Show other blocks: an element that is still there keeps its choice, a new one takes `state`'s. */
  update(blocks, state) {
    const next = new Map();
    for (const { blockId, element } of elementsOf(blocks)) {
      const key = keyOf(blockId, element.action_id);
      const told = choiceOf(state?.[blockId]?.[element.action_id]);
      const kept = this.choices.has(key) && fits(element, this.choices.get(key));
      next.set(key, kept ? this.choices.get(key) : (told ?? INITIAL[element.type]?.(element) ?? null));
    }
    this.choices = next;
    this.blocks = blocks;
  }

  get(blockId, actionId) {
    return this.choices.get(keyOf(blockId, actionId)) ?? null;
  }

  set(blockId, actionId, choice) {
    this.choices.set(keyOf(blockId, actionId), choice);
  }

  /** Every input's choice, as `submit` wants it. */
  values() {
    const values = {};
    for (const { blockId, element, input } of elementsOf(this.blocks)) {
      if (!input) continue;
      values[blockId] = { ...values[blockId], [element.action_id]: this.get(blockId, element.action_id) };
    }
    return values;
  }
}

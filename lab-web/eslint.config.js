// @ts-check
import js from '@eslint/js';
import globals from 'globals';

/** What people read stands in js/i18n: a literal with letters that is put before their eyes is a mistake. */
const READ_BY_PEOPLE = '/^(textContent|innerText|title|ariaLabel|placeholder|alt)$/';
const WORDS = '/\\p{L}{2}/u';
const textOutside = {
  message: 'Text for people belongs into js/i18n.',
  selector: [
    `AssignmentExpression[left.property.name=${READ_BY_PEOPLE}] > Literal[value=${WORDS}]`,
    `AssignmentExpression[left.property.name=${READ_BY_PEOPLE}] > TemplateLiteral > TemplateElement[value.raw=${WORDS}]`,
    `Property[key.name=${READ_BY_PEOPLE}] > Literal[value=${WORDS}]`,
    `CallExpression[callee.property.name=/^(append|replaceChildren|prepend|after|before)$/] > Literal[value=${WORDS}]`,
  ].join(', '),
};

export default [
  { ignores: ['target/', 'src/main/resources/web/vendor/'] },
  js.configs.recommended,
  {
    files: ['src/main/resources/web/js/**/*.js'],
    languageOptions: { globals: globals.browser },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', textOutside],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Names and texts come from anyone: make nodes.' },
        { property: 'outerHTML', message: 'Names and texts come from anyone: make nodes.' },
        { property: 'insertAdjacentHTML', message: 'Names and texts come from anyone: make nodes.' },
      ],
      'no-shadow': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['src/test/js/**/*.js', '*.js'], languageOptions: { globals: globals.node } },
  { files: ['src/main/resources/examples/*.mjs', 'src/test/node/*.mjs'], languageOptions: { globals: globals.node } },
  // The body of a function that WebDriver calls.
  { files: ['src/test/browser/*.js'], languageOptions: { globals: globals.browser, sourceType: 'commonjs' } },
];

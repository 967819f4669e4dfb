/** Signs the user in. `log: false` keeps the tokens out of Cypress's log, screenshots and videos. */
function signIn() {
  cy.session('user', () => {
    cy.task('storageState', null, { log: false }).then(({ origins }) => {
      for (const { name, value } of origins[0].localStorage) {
        window.localStorage.setItem(name, value);
      }
    });
  });
}

it('shows the user who is signed in', () => {
  signIn();
  cy.visit('/');
  cy.get('[role=status]').should('contain.text', 'Signed in as');
});

it('asks a visitor to sign in', () => {
  cy.visit('/');
  cy.get('[role=status]').should('have.text', 'Please sign in');
});
